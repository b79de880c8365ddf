-- One row for each transaction that stored something: four bytes in each observation tell when it was recorded.
-- After 2^32 transactions the ids start again; those of dropped partitions are removed long before.
create table batch (
    id int generated always as identity (minvalue -2147483648 start 1 cycle) primary key,
    recorded_at timestamptz not null
);

alter table attribute rename to attribute_v1;
alter index attribute_pkey rename to attribute_v1_pkey;
alter table status rename to status_v1;
alter index status_pkey rename to status_v1_pkey;

-- The order of the columns leaves no gaps: 24 bytes of header, 24 of data. The primary key is the index for "newest
-- first". Rows of one series arrive in the order of time, so that full pages stay full.
create table attribute (
    series_id int not null,
    batch_id int not null,
    valid_at timestamptz not null,
    value float8 not null,
    primary key (series_id, valid_at) with (fillfactor = 100)
) partition by range (valid_at);

create table status (
    series_id int not null,
    batch_id int not null,
    valid_at timestamptz not null,
    flag boolean,
    text text,
    primary key (series_id, valid_at) with (fillfactor = 100),
    constraint status_check check (num_nonnulls(flag, text) = 1)
) partition by range (valid_at);

-- Which partitions there are, so that neither a change of their width nor a restart can make them overlap.
create table stored_partition (
    parent text not null,
    since timestamptz not null,
    until timestamptz not null,
    name text not null,
    primary key (parent, since)
);

-- Sees to it that there is a partition for that time, made of so many months of UTC. It is attached and not created as
-- a partition, which would hold up everybody who reads or writes.
create function add_partition(parent_name text, moment timestamptz, months int) returns void language plpgsql as $$
declare
    month int := (extract(year from moment at time zone 'UTC')::int * 12
        + extract(month from moment at time zone 'UTC')::int - 1) / months * months;
    lower_bound timestamptz := make_timestamptz(month / 12, month % 12 + 1, 1, 0, 0, 0, 'UTC');
    upper_bound timestamptz := make_timestamptz((month + months) / 12, (month + months) % 12 + 1, 1, 0, 0, 0, 'UTC');
    child text;
begin
    perform pg_advisory_xact_lock(hashtext('lamplighter partitions'), hashtext(parent_name));
    if exists (select from stored_partition where parent = parent_name and since <= moment and until > moment) then
        return;
    end if;
    select coalesce(greatest(lower_bound, max(until) filter (where until <= moment)), lower_bound),
        coalesce(least(upper_bound, min(since) filter (where since > moment)), upper_bound)
    into lower_bound, upper_bound from stored_partition where parent = parent_name;
    child := parent_name || '_' || to_char(lower_bound at time zone 'UTC', 'YYYYMMDD');
    execute format('create table %I (like %I including all)', child, parent_name);
    execute format('alter table %I set (autovacuum_vacuum_insert_scale_factor = 0.1)', child);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
        parent_name, child, lower_bound, upper_bound);
    insert into stored_partition values (parent_name, lower_bound, upper_bound, child);
end $$;

-- The newest of each series by valid_at, kept where it is stored; room on each page for updates in place.
create table latest (
    series_id int primary key,
    valid_at timestamptz not null,
    recorded_at timestamptz not null,
    value float8,
    flag boolean,
    text text
) with (fillfactor = 50);

-- What the attributes of a minute, an hour, a day (of UTC) amount to. A row that is here, and whose day is not pending,
-- is exactly what the raw rows of its time would give; where none is here the raw rows are read.
create table rollup_minute (
    series_id int not null,
    count int not null,
    start timestamptz not null,
    sum float8 not null,
    min float8 not null,
    max float8 not null,
    first float8 not null,
    first_at timestamptz not null,
    last float8 not null,
    last_at timestamptz not null,
    area float8 not null,
    primary key (series_id, start)
);
create table rollup_hour (like rollup_minute including all);
create table rollup_day (like rollup_minute including all);

-- Days of series whose raw rows have changed after they were closed: their rollups do not count until they are made anew.
create table pending_rollup (
    series_id int not null,
    day date not null,
    primary key (series_id, day)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- Up to when hours are closed: what is stored before that time is marked as pending.
create table rollup_watermark (
    single boolean primary key default true check (single),
    closed timestamptz not null
);
insert into rollup_watermark (closed) values ('epoch');

-- What was closed and is still to be rolled up, series after series.
create table rollup_job (
    id int generated always as identity primary key,
    since timestamptz not null,
    until timestamptz not null,
    daily boolean not null,
    after_series int not null default 0
);

-- How far each partition of the topic is stored, told in the transaction that stores: whoever comes again with an old
-- batch, or still tries one although the partition has moved to another replica, finds it done. The id of the topic is
-- part of its key, so that a topic that was made anew starts anew.
create table ingested_offset (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
) with (fillfactor = 50);

-- Since when there are raw rows, where older ones were forgotten and their rollups were not: those stay as they are.
alter table series add column raw_since timestamptz;

alter table known_device add column vendor text, add column account text, add column vendor_ids jsonb;
create index known_device_by_vendor_ids on known_device using gin (vendor_ids jsonb_path_ops);

do $$
declare
    old record;
begin
    for old in select 'attribute' as parent, min(valid_at) as since, max(valid_at) as until from attribute_v1
        union all select 'status', min(valid_at), max(valid_at) from status_v1
    loop
        perform add_partition(old.parent, month, 1)
        from generate_series(coalesce(old.since, now()), coalesce(old.until, now()), interval '25 days') month;
        perform add_partition(old.parent, coalesce(old.until, now()), 1);
    end loop;
end $$;

insert into batch (recorded_at)
select recorded_at from attribute_v1 union select recorded_at from status_v1;
insert into attribute (series_id, batch_id, valid_at, value)
select a.series_id, b.id, a.valid_at, a.value
from attribute_v1 a join (select recorded_at, min(id) as id from batch group by 1) b using (recorded_at);
insert into status (series_id, batch_id, valid_at, flag, text)
select s.series_id, b.id, s.valid_at, s.flag, s.text
from status_v1 s join (select recorded_at, min(id) as id from batch group by 1) b using (recorded_at);
insert into latest (series_id, valid_at, recorded_at, value)
select distinct on (series_id) series_id, valid_at, recorded_at, value
from attribute_v1 order by series_id, valid_at desc;
insert into latest (series_id, valid_at, recorded_at, flag, text)
select distinct on (series_id) series_id, valid_at, recorded_at, flag, text
from status_v1 order by series_id, valid_at desc;
drop table attribute_v1;
drop table status_v1;
