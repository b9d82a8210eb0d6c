-- A use that was a fetch names its receipt, which is the fetch's id: the holder's line leads to the
-- receipt and to the objection. One fetch is one use.
alter table holder_usage add column receipt uuid;
create unique index holder_usage_of_receipt on holder_usage (receipt) where receipt is not null;

-- Counts are handed out to nodes in blocks, as those of keys are: a row that every fetch of an
-- authority writes would let them commit one after the other only.
alter table sharing_volume rename column fetches to leased;
alter table sharing_volume add column last_block integer not null default 1 check (last_block > 0);
alter table sharing_volume add check (leased > 0);
