-- Only adds: the release before this one goes on working on this schema, beside this release and after it
-- (docs/adr/0004-plain-sql-for-one-device-too.md and 0005-queue-of-changes.md).

alter table device
    add column metadata      jsonb not null default '{}',
    add column parent_id     uuid,
    add column missing_since timestamptz,
    add constraint device_metadata_is_an_object check (jsonb_typeof(metadata) = 'object'),
    add constraint device_parent_exists foreign key (parent_id) references device (id),
    add constraint device_is_not_its_own_parent check (parent_id <> id);

create index device_parent on device (parent_id) where parent_id is not null;
create index device_missing on device (missing_since) where missing_since is not null;

-- When an import or an inventory saw a device. Not in the device's own row: a million devices seen again each night
-- would rewrite every index of it. A sighting makes no new version.
create table device_sighting (
    device_id  uuid        primary key references device on delete cascade,
    first_seen timestamptz not null,
    last_seen  timestamptz not null
);

create index device_sighting_last_seen on device_sighting (last_seen, device_id);

-- Who is above a device. Changes of parents take turns, because two of them that are right alone may close a circle.
create function keep_device_parent() returns trigger
    language plpgsql
as $$
declare
    closes_circle boolean;
begin
    if tg_op = 'UPDATE' then
        perform pg_advisory_xact_lock(7209002);
    end if;
    with recursive above (id, depth) as (
        select new.parent_id, 1
        union all
        select device.parent_id, above.depth + 1
        from above join device on device.id = above.id
        where device.parent_id is not null and above.id <> new.id and above.depth <= 32
    )
    select bool_or(id = new.id) into closes_circle from above having bool_or(id = new.id or depth > 32);
    if closes_circle then
        raise exception 'the parent of device % is below it', new.id
            using errcode = 'check_violation', constraint = 'device_parent_is_not_below';
    elsif not closes_circle then
        raise exception 'device % is more than 32 levels deep', new.id
            using errcode = 'check_violation', constraint = 'device_parent_is_not_too_deep';
    end if;
    return null;
end
$$;

create trigger keep_parent_of_new_device after insert on device
    for each row when (new.parent_id is not null)
    execute function keep_device_parent();

create trigger keep_parent_of_changed_device after update of parent_id on device
    for each row when (new.parent_id is not null and new.parent_id is distinct from old.parent_id)
    execute function keep_device_parent();

-- The identities of new devices a statement at a time, and without the savepoint for each that made many of them slow.
create function keep_identities_of_new_devices() returns trigger
    language plpgsql
as $$
declare
    taken text;
begin
    with
    its as materialized (
        select added.vendor, added.account, added.id, identity.name, identity.identity
        from added cross join lateral identities_of(added.vendor_ids) as identity
    ),
    kept as (
        insert into device_identity (vendor, account, identity, device_id)
        select vendor, account, identity, id from its order by vendor, account, identity
        on conflict do nothing
        returning device_id, identity
    )
    select its.name into taken
    from its left join kept on kept.device_id = its.id and kept.identity = its.identity
    where kept.device_id is null
    order by its.name limit 1;
    if found then
        -- The registry reads the name out of this text.
        raise exception 'vendor id taken: %', taken
            using errcode = 'unique_violation', constraint = 'device_identity_taken';
    end if;
    return null;
end
$$;

drop trigger keep_identities_of_new_device on device;

create trigger keep_identities_of_new_devices after insert on device
    referencing new table as added
    for each statement execute function keep_identities_of_new_devices();

create or replace function keep_device_identities() returns trigger
    language plpgsql
as $$
declare
    its record;
begin
    delete from device_identity where device_id = new.id;
    for its in select * from identities_of(new.vendor_ids) order by identity loop
        insert into device_identity (vendor, account, identity, device_id)
        values (new.vendor, new.account, its.identity, new.id)
        on conflict do nothing;
        if not found then
            raise exception 'vendor id taken: %', its.name
                using errcode = 'unique_violation', constraint = 'device_identity_taken';
        end if;
    end loop;
    return null;
end
$$;

-- A new version is what others must hear of. That a device was seen again, or announced, is none.
create or replace function keep_device_version() returns trigger
    language plpgsql
as $$
begin
    if new.id <> old.id then
        raise exception 'the id of a device never changes' using errcode = 'integrity_constraint_violation';
    end if;
    new.created_at := old.created_at;
    if (new.name, new.type, new.vendor, new.account, new.vendor_ids, new.location_name, new.latitude, new.longitude,
            new.time_zone, new.labels, new.enabled, new.metadata, new.parent_id, new.missing_since)
        is distinct from (old.name, old.type, old.vendor, old.account, old.vendor_ids, old.location_name, old.latitude,
            old.longitude, old.time_zone, old.labels, old.enabled, old.metadata, old.parent_id, old.missing_since)
    then
        new.version := greatest(new.version, old.version + 1);
        if new.updated_at <= old.updated_at then
            new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
        end if;
    else
        new.version := greatest(new.version, old.version);
        new.updated_at := greatest(new.updated_at, old.updated_at);
        new.updated_by := old.updated_by;
    end if;
    return new;
end
$$;

-- The devices whose newest version the others have not heard of. Not a mark on the device itself: taking the mark back
-- would rewrite the device and every index of it. device.announced_version and its index are of the release before.
create table device_change (
    device_id uuid   primary key,
    version   bigint not null,
    turn      bigint not null generated always as identity
);

create index device_change_turn on device_change (turn);

insert into device_change (device_id, version)
select id, version from device where announced_version < version order by updated_at, id;

create function queue_new_devices() returns trigger
    language plpgsql
as $$
begin
    insert into device_change (device_id, version) select id, version from added;
    return null;
end
$$;

create trigger queue_new_devices after insert on device
    referencing new table as added
    for each statement execute function queue_new_devices();

create function queue_changed_devices() returns trigger
    language plpgsql
as $$
begin
    insert into device_change (device_id, version)
    select changed.id, changed.version from changed join before using (id) where changed.version <> before.version
    on conflict (device_id) do update set version = excluded.version;
    return null;
end
$$;

create trigger queue_changed_devices after update on device
    referencing old table as before new table as changed
    for each statement execute function queue_changed_devices();

create or replace function keep_device_tombstone() returns trigger
    language plpgsql
as $$
begin
    delete from device_change where device_id = old.id;
    insert into device_tombstone (id, version) values (old.id, old.version + 1)
    on conflict (id) do update set version = excluded.version, deleted_at = excluded.deleted_at;
    return null;
end
$$;

drop index device_unannounced;
