create table ensures (
    id             uuid primary key,
    device_id      uuid        not null,
    name           text        not null,
    value          jsonb       not null,
    tolerance      float8      not null,
    least_pause_ms bigint      not null, -- it is not set more often than this
    check_ms       bigint      not null, -- it is asked for when nothing was reported for this long
    timeout_ms     bigint      not null,
    requested_by   text        not null,
    state          text        not null check (state in ('setting', 'holding', 'drifted', 'failing', 'acknowledged')),
    reported       jsonb,
    reported_at    timestamptz,
    sets           bigint      not null default 0,
    drifts         bigint      not null default 0,
    failures       integer     not null default 0, -- in a row
    error          jsonb,
    interaction_id uuid,
    awaiting       text check (awaiting in ('set', 'pull')), -- what its interaction does while it is under way
    set_at         timestamptz,
    next_at        timestamptz not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint ensures_one_for_each_value unique (device_id, name)
);

create index ensures_due on ensures (next_at);
create index ensures_awaiting on ensures (interaction_id) where awaiting is not null;
