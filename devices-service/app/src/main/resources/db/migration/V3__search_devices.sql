-- What search needs: docs/adr/0006-search.md says which query each index is for. The indexes that go are replaced by better ones here.
create extension if not exists pg_trgm;

-- What people type to find a device: its name and its vendor ids.
create function device_text(name text, vendor_ids jsonb) returns text
    language sql immutable strict parallel safe
    return name || ' ' || array_to_string(vendor_id_values(vendor_ids), ' ');

create index device_labels_and_names on device using gin (labels);
create index device_text_trigrams on device using gin (device_text(name, vendor_ids) gin_trgm_ops);
create index device_metadata on device using gin (metadata jsonb_path_ops);
create index device_place on device using gist (point(longitude, latitude));
create index device_vendor_account_id on device (vendor, account, id);
create index device_type_id on device (type, id);
create index device_location_name_id on device (location_name, id);
create index device_disabled on device (id) where not enabled;
create index device_name on device (name, id);
create index device_created_at on device (created_at, id);
create index device_updated_at on device (updated_at, id);

drop index if exists device_labels, device_vendor_ids, device_vendor_account, device_type, device_location_name;

-- How common a label is decides between walking in order and collecting: a good guess needs a good sample.
alter table device alter column labels set statistics 1000;

create table device_group (
    id          uuid        primary key,
    name        text        not null,
    description text,
    selector    jsonb       not null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    updated_by  text        not null default current_user,
    version     bigint      not null default 1,
    constraint device_group_name_taken unique (name)
);

-- What a request with an Idempotency-Key was answered.
create table idempotency_key (
    caller    text        not null,
    key       text        not null,
    body_hash bytea       not null,
    answer    text,
    kept_at   timestamptz not null default now(),
    primary key (caller, key)
);

create index idempotency_key_kept_at on idempotency_key (kept_at);
