-- What is open is looked for by "ended_at is null", what is known by its id says its state: so that a plan that was made when
-- little was open is never led through an index of all that is open now, where it could have gone by the key.
drop index interactions_open;
create index interactions_open on interactions (id) where ended_at is null;
drop index interactions_running;
create index interactions_running on interactions (schedule_id) where ended_at is null and schedule_id is not null;
drop index interactions_unexpanded;
create index interactions_unexpanded on interactions (id) where ended_at is null and not expanded;
drop index interactions_rolling;
create index interactions_rolling on interactions (id) where ended_at is null and phase is not null;
drop index runs_unfinished;
create index runs_unfinished on runs (interaction_id, held) where ended_at is null;

-- What waits for its time does not stand in the way of what is to be sent now.
drop index runs_undispatched;
create index runs_undispatched on runs (coalesce(leased_until, '-infinity')) where state = 'scheduled' and not held;

-- Each row moves through these indexes within seconds: dead entries must not pile up.
alter table interactions set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
alter table runs set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
