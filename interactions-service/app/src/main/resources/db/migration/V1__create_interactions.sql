create table schedules (
    id            uuid primary key,
    name          text        not null constraint schedules_name_unique unique,
    cron          text,
    every_ms      bigint,
    time_zone     text        not null,
    task          text        not null,
    target        jsonb,
    arguments     jsonb       not null,
    timeout_ms    bigint      not null,
    misfire       text        not null check (misfire in ('skip', 'once', 'all')),
    overlap       text        not null check (overlap in ('skip', 'queue', 'allow')),
    enabled       boolean     not null,
    next_at       timestamptz,
    last_at       timestamptz,
    last_ended_at timestamptz,
    last_error    text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    updated_by    text        not null,
    version       bigint      not null,
    constraint schedules_one_timing check ((cron is null) <> (every_ms is null))
);

create index schedules_due on schedules (next_at) where enabled and next_at is not null;
create index schedules_disarmed on schedules (id) where enabled and every_ms is not null and next_at is null;

create table interactions (
    id           uuid primary key,
    task         text        not null,
    target       jsonb,
    arguments    jsonb       not null,
    timeout_ms   bigint      not null,
    requested_by text        not null,
    schedule_id  uuid, -- no reference: the history outlives its schedule
    due_at       timestamptz not null,
    created_at   timestamptz not null,
    ended_at     timestamptz,
    deadline     timestamptz not null,
    state        text        not null
        check (state in ('running', 'succeeded', 'partly_failed', 'failed', 'timed_out', 'cancelled')),
    runs         jsonb, -- how many runs ended in each state; null while running
    error        jsonb,
    expanded     boolean     not null,
    cursor       text,
    leased_until timestamptz,
    constraint interactions_one_firing unique (schedule_id, due_at),
    constraint interactions_ended_at check ((state = 'running') = (ended_at is null))
);

create index interactions_by_schedule on interactions (schedule_id, id desc) where schedule_id is not null;
create index interactions_running on interactions (schedule_id) where state = 'running';
create index interactions_unexpanded on interactions (id) where state = 'running' and not expanded;

create table runs (
    id                uuid primary key,
    interaction_id    uuid        not null references interactions on delete cascade,
    schedule_id       uuid,
    device_id         uuid        not null,
    state             text        not null
        check (state in ('scheduled', 'dispatched', 'acknowledged', 'succeeded', 'failed', 'timed_out', 'expired',
                         'cancelled', 'skipped')),
    attempts          integer     not null default 0,
    started_at        timestamptz,
    ended_at          timestamptz,
    deadline          timestamptz not null,
    result            jsonb,
    error             jsonb,
    version           bigint      not null default 1,
    announced_version bigint      not null default 0,
    leased_until      timestamptz,
    constraint runs_one_per_device unique (interaction_id, device_id),
    constraint runs_ended_at check ((state in ('scheduled', 'dispatched')) = (ended_at is null))
) with (fillfactor = 80);

create index runs_by_schedule on runs (schedule_id, id desc) where schedule_id is not null;
create index runs_by_device on runs (device_id, id desc);
create index runs_unfinished on runs (interaction_id) where state in ('scheduled', 'dispatched');
create index runs_deadline on runs (deadline) where state in ('scheduled', 'dispatched');
create index runs_undispatched on runs (id) where state = 'scheduled';
create index runs_unannounced on runs (id) where announced_version < version;

-- The state machine: what has ended stays as it ended, and a command that is on its topic cannot be taken back to the store.
create function refuse_transition() returns trigger language plpgsql as
$$
begin
    raise exception 'illegal transition of % % from % to %', tg_table_name, old.id, old.state, new.state
        using errcode = 'check_violation';
end
$$;

create trigger runs_transition before update of state on runs for each row
    when (old.state is distinct from new.state
        and (old.state not in ('scheduled', 'dispatched') or new.state = 'scheduled'))
    execute function refuse_transition();

create trigger interactions_transition before update of state on interactions for each row
    when (old.state is distinct from new.state and old.state <> 'running')
    execute function refuse_transition();
