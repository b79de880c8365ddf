alter table interactions
    add column retry_attempts   int    not null default 1,
    add column retry_delay_ms   bigint not null default 500,
    add column retry_most_ms    bigint not null default 30000,
    add column rollout          jsonb,  -- what was asked
    add column phase            text check (phase in ('canary', 'running', 'aborted', 'done')),
    add column released         bigint not null default 0,
    add column released_at      timestamptz, -- when the rollout last let runs go
    add column held             boolean not null default false, -- whether its new runs wait for the rollout
    add column work             jsonb,  -- what is asked of the gateway where the task decides: task, arguments, reason
    add column warnings         jsonb,
    add column stored_runs      bigint not null default 0,
    add column parent_id        uuid,
    add column step             int,
    add column branch           int,
    add column rerun_of         uuid,
    add column idempotency_key  text,
    add column request_hash     text,
    add constraint interactions_rollout_phase check ((rollout is null) = (phase is null));

create unique index interactions_one_step on interactions (parent_id, step, branch) where parent_id is not null;
create unique index interactions_one_request on interactions (requested_by, idempotency_key) where idempotency_key is not null;
create index interactions_rolling on interactions (id) where phase in ('canary', 'running');
create index interactions_workflows on interactions (id) where state = 'running' and task = 'workflow';
-- The closer and the expansion look for running interactions only, however long the history is.
create index interactions_open on interactions (id) where state = 'running';

alter table runs add column held boolean not null default false;

-- What is under way or held of one interaction, without its history.
drop index runs_unfinished;
create index runs_unfinished on runs (interaction_id, held) where state in ('scheduled', 'dispatched');
create index runs_failed on runs (interaction_id) where state in ('failed', 'timed_out', 'expired');
-- What is to be sent, by when it may be sent; a held run is not among them.
drop index runs_undispatched;
create index runs_undispatched on runs (leased_until nulls first) where state = 'scheduled' and not held;

-- The state machine, written out: a command goes back to the store only to be tried again, with the reason why.
drop trigger runs_transition on runs;
create trigger runs_transition before update of state on runs for each row
    when (old.state is distinct from new.state and not (
        (old.state = 'scheduled' and new.state in ('dispatched', 'acknowledged', 'succeeded', 'failed', 'timed_out',
            'expired', 'cancelled', 'skipped'))
        or (old.state = 'dispatched' and new.state in ('acknowledged', 'succeeded', 'failed', 'timed_out', 'expired', 'cancelled'))
        or (old.state = 'dispatched' and new.state = 'scheduled' and new.error is not null and new.leased_until < new.deadline)))
    execute function refuse_transition();

alter table runs add constraint runs_tell_why check (state not in ('failed', 'timed_out', 'expired', 'cancelled', 'skipped')
    or error is not null) not valid;
