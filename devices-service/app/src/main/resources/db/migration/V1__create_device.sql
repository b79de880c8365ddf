create table device (
    id                uuid        primary key,
    name              text        not null,
    type              text        not null,
    vendor            text        not null,
    account           text        not null default 'default',
    vendor_ids        jsonb       not null,
    location_name     text,
    latitude          double precision,
    longitude         double precision,
    time_zone         text,
    labels            jsonb       not null default '{}',
    enabled           boolean     not null default true,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    updated_by        text        not null default current_user,
    version           bigint      not null default 1,
    announced_version bigint      not null default 0,
    constraint device_vendor_ids_are_an_object check (jsonb_typeof(vendor_ids) = 'object' and vendor_ids <> '{}'),
    constraint device_labels_are_an_object check (jsonb_typeof(labels) = 'object')
);

-- The values of the vendor ids, to find a device by one of them without knowing its name.
create function vendor_id_values(vendor_ids jsonb) returns text[]
    language sql immutable strict parallel safe
    return array(select value from jsonb_each_text(vendor_ids));

create index device_vendor_account on device (vendor, account);
create index device_type on device (type);
create index device_location_name on device (location_name);
create index device_labels on device using gin (labels jsonb_path_ops);
create index device_vendor_ids on device using gin (vendor_ids jsonb_path_ops);
create index device_vendor_id_values on device using gin (vendor_id_values(vendor_ids));
create index device_unannounced on device (updated_at, id) where announced_version < version;

-- A deleted device stays here until its tombstone is on the topic.
create table device_tombstone (
    id         uuid        primary key,
    version    bigint      not null,
    deleted_at timestamptz not null default now()
);

-- What makes a device the same device at its vendor: see docs/adr/0001-identity-of-a-device.md.
create table device_identity (
    vendor    text  not null,
    account   text  not null,
    identity  bytea not null,
    device_id uuid  not null references device on delete cascade,
    constraint device_identity_taken primary key (vendor, account, identity)
);

create index device_identity_device on device_identity (device_id);

create function identities_of(vendor_ids jsonb) returns table (name text, identity bytea)
    language sql immutable strict
as $$
    with
    entry as (
        select key, value, key in ('address', 'host', 'bridge', 'gateway', 'channel', 'component', 'endpoint') as qualifies
        from jsonb_each_text(vendor_ids)
    ),
    qualifiers as (
        select coalesce(jsonb_object_agg(key, value), '{}') as ids, min(key) as first_name from entry where qualifies
    ),
    named as (
        select key as name, qualifiers.ids || jsonb_build_object(key, value) as ids from entry, qualifiers where not qualifies
        union all
        select first_name, ids from qualifiers where not exists (select from entry where not qualifies)
    )
    select name, sha256(convert_to(ids::text, 'UTF8')) from named
$$;

create function keep_device_identities() returns trigger
    language plpgsql
as $$
declare
    its record;
begin
    delete from device_identity where device_id = new.id;
    for its in select * from identities_of(new.vendor_ids) order by identity loop
        begin
            insert into device_identity (vendor, account, identity, device_id)
            values (new.vendor, new.account, its.identity, new.id);
        exception when unique_violation then
            -- The registry reads the name out of this text.
            raise exception 'vendor id taken: %', its.name
                using errcode = 'unique_violation', constraint = 'device_identity_taken';
        end;
    end loop;
    return null;
end
$$;

create trigger keep_identities_of_new_device after insert on device
    for each row execute function keep_device_identities();

create trigger keep_identities_of_changed_device after update on device
    for each row when ((new.vendor, new.account, new.vendor_ids) is distinct from (old.vendor, old.account, old.vendor_ids))
    execute function keep_device_identities();

-- Whoever changes a device, plain SQL too, makes a new version of it that is announced.
create function keep_device_version() returns trigger
    language plpgsql
as $$
begin
    if new.id <> old.id then
        raise exception 'the id of a device never changes' using errcode = 'integrity_constraint_violation';
    end if;
    new.created_at := old.created_at;
    if (new.name, new.type, new.vendor, new.account, new.vendor_ids, new.location_name, new.latitude, new.longitude,
            new.time_zone, new.labels, new.enabled)
        is distinct from (old.name, old.type, old.vendor, old.account, old.vendor_ids, old.location_name, old.latitude, old.longitude,
            old.time_zone, old.labels, old.enabled)
    then
        new.version := greatest(new.version, old.version + 1);
        if new.updated_at <= old.updated_at then
            new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
        end if;
    else
        new.version := greatest(new.version, old.version);
        new.updated_at := greatest(new.updated_at, old.updated_at);
    end if;
    return new;
end
$$;

create trigger keep_version before update on device
    for each row execute function keep_device_version();

create function keep_device_tombstone() returns trigger
    language plpgsql
as $$
begin
    insert into device_tombstone (id, version) values (old.id, old.version + 1)
    on conflict (id) do update set version = excluded.version, deleted_at = excluded.deleted_at;
    return null;
end
$$;

create trigger keep_tombstone after delete on device
    for each row execute function keep_device_tombstone();

-- An id that comes back before its tombstone was announced goes on counting, so that readers see it as newer.
create function forget_device_tombstone() returns trigger
    language plpgsql
as $$
declare
    buried bigint;
begin
    delete from device_tombstone where id = new.id returning version into buried;
    if buried is not null then
        new.version := greatest(new.version, buried + 1);
    end if;
    return new;
end
$$;

create trigger forget_tombstone before insert on device
    for each row execute function forget_device_tombstone();
