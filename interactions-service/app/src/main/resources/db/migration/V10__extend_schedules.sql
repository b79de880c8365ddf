-- When a schedule fires beside by a crontab line or after a fixed delay, within which bounds, and with which set it came.
alter table schedules
    add column rate_ms      bigint,
    add column at           timestamptz,
    add column anchor_at    timestamptz,
    add column days         text    not null default 'or' check (days in ('or', 'and')),
    add column start_at     timestamptz,
    add column end_at       timestamptz,
    add column jitter_ms    bigint,
    add column quiet        jsonb,
    add column horizon_ms   bigint,
    add column run_at_start boolean not null default false,
    add column started_at   timestamptz, -- when it last fired because the service started
    add column fire_at      timestamptz, -- when next_at is fired, where that is later than next_at
    add column set_name     text,
    add column retired_at   timestamptz;

alter table schedules drop constraint schedules_one_timing;
alter table schedules add constraint schedules_one_timing check (num_nonnulls(cron, every_ms, rate_ms, at) = 1);
alter table schedules add constraint schedules_ends_after_start check (end_at >= start_at);
alter table schedules add constraint schedules_retired check (retired_at is null or not enabled);

-- A name is free again when its schedule has left its set.
alter table schedules drop constraint schedules_name_unique;
create unique index schedules_name_unique on schedules (name) where retired_at is null;
create index schedules_by_set on schedules (set_name, name) where set_name is not null;

drop index schedules_due;
create index schedules_due on schedules (greatest(fire_at, next_at)) where enabled and next_at is not null;

-- Every firing moves a row within the index of what is due: dead entries at its begin must not pile up.
alter table schedules set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- When it should have started: its due time, or later by jitter, a quiet window or the interaction before.
alter table interactions add column planned_at timestamptz;
