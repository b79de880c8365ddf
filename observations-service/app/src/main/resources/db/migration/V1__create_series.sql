-- One row for each attribute or status of a device. An attribute whose units change goes on in another series.
create table series (
    id int generated always as identity primary key,
    device_id uuid not null,
    name text not null,
    kind text not null check (kind in ('attribute', 'status')),
    units text not null,
    unique (device_id, name, kind, units)
);
create index series_by_units on series (units, device_id, name);

-- Narrow on purpose: the primary key is the index for "newest first".
create table attribute (
    series_id int not null,
    valid_at timestamptz not null,
    value float8 not null,
    recorded_at timestamptz not null,
    primary key (series_id, valid_at)
);

create table status (
    series_id int not null,
    valid_at timestamptz not null,
    flag boolean,
    text text,
    recorded_at timestamptz not null,
    primary key (series_id, valid_at),
    check (num_nonnulls(flag, text) = 1)
);

-- What is known of the registry's devices. Deleted is final: ids are never given twice.
create table known_device (
    id uuid primary key,
    deleted_at timestamptz,
    purged boolean not null default false
);
create index known_device_to_purge on known_device (deleted_at) where deleted_at is not null and not purged;
create index known_device_deleted on known_device (id) where deleted_at is not null;
