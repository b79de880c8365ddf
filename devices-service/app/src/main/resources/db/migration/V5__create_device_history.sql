-- What every change took away, written by whoever makes the change, plain SQL too, in the same transaction: see
-- docs/adr/0012-history.md. A device that was never changed needs no row here, so that registering a million writes none.
create table device_history (
    device_id uuid        not null,
    at        timestamptz not null,
    action    text        not null check (action in ('create', 'update', 'delete')),
    by        text        not null,
    version   bigint      not null,
    was       jsonb,
    primary key (device_id, at)
);

create index device_history_at on device_history using brin (at);

create function keep_history_of_changed_devices() returns trigger
    language plpgsql
as $$
begin
    insert into device_history (device_id, at, action, by, version, was)
    select changed.id, changed.updated_at, 'update', changed.updated_by, changed.version,
        to_jsonb(before) - 'announced_version'
    from changed join before using (id)
    where changed.version <> before.version
    on conflict do nothing;
    return null;
end
$$;

create trigger keep_history_of_changed_devices after update on device
    referencing old table as before new table as changed
    for each statement execute function keep_history_of_changed_devices();

-- Who deletes says it in the setting lamplighter.caller of the transaction, for there is no row left to say it in.
create function keep_history_of_deleted_devices() returns trigger
    language plpgsql
as $$
begin
    insert into device_history (device_id, at, action, by, version, was)
    select gone.id, greatest(clock_timestamp(), gone.updated_at + interval '1 microsecond'), 'delete',
        coalesce(nullif(current_setting('lamplighter.caller', true), ''), current_user), gone.version + 1,
        to_jsonb(gone) - 'announced_version'
    from gone;
    return null;
end
$$;

create trigger keep_history_of_deleted_devices after delete on device
    referencing old table as gone
    for each statement execute function keep_history_of_deleted_devices();

-- An id that comes back after it was deleted: before this moment there was no such device.
create function keep_history_of_returned_devices() returns trigger
    language plpgsql
as $$
begin
    insert into device_history (device_id, at, action, by, version)
    select added.id, greatest(added.created_at, past.at + interval '1 microsecond'), 'create', added.updated_by, added.version
    from added cross join lateral (
        select at from device_history where device_id = added.id order by at desc limit 1) as past
    on conflict do nothing;
    return null;
end
$$;

create trigger keep_history_of_returned_devices after insert on device
    referencing new table as added
    for each statement execute function keep_history_of_returned_devices();
