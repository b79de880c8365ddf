-- Each transaction that changes raw rows of a closed day leaves a mark of its own, so that it never waits for whoever rolls
-- that day up. As long as there is one for a day of a series, its rollups do not count.
alter table pending_rollup
    drop constraint pending_rollup_pkey,
    add column id bigint generated always as identity,
    add column marked_at timestamptz not null default now(),
    add primary key (series_id, day, id);
