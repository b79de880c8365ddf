-- Which runs have changed since they were last announced, beside their table: see docs/adr/0028-queue-of-changes.md.
-- A run that is stored is put here by whoever stores it, if it is to be told before it is sent; every later change puts
-- it here by itself.
create table run_change (
    run_id  uuid   primary key,
    version bigint not null
);

-- It is filled and emptied all the time, and looks empty whenever it is analyzed.
alter table run_change set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0);

insert into run_change (run_id, version) select id, version from runs where announced_version < version;

create function queue_changed_runs() returns trigger language plpgsql
    -- A plan that was made for one run would compare each with each.
    set enable_nestloop = off as
$$
begin
    insert into run_change (run_id, version)
    select changed.id, changed.version from changed join before using (id) where changed.version <> before.version
    on conflict (run_id) do update set version = excluded.version;
    return null;
end
$$;

create trigger runs_changed after update on runs
    referencing old table as before new table as changed
    for each statement execute function queue_changed_runs();

create function forget_deleted_runs() returns trigger language plpgsql as
$$
begin
    delete from run_change where run_id = any(array(select id from gone));
    return null;
end
$$;

create trigger runs_deleted after delete on runs
    referencing old table as gone
    for each statement execute function forget_deleted_runs();

-- announced_version is read by the release before this one only, so that both can run on this schema; nobody writes it any more.
drop index runs_unannounced;
