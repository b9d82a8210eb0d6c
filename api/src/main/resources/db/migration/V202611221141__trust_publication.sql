-- Keys that may sign packs and status lists, by their names in the vaults. Whether one really may
-- is for the trust list to say; of those that may, the newest signs.
create table trust_pack_key (
  key_ref      text        primary key,
  activated_at timestamptz not null
);

-- Which signed lists a pack is at least as new as; none for a pack without status lists.
alter table trust_pack
  add column licences_list bigint,
  add column seals_list    bigint;

-- The address a list says that it is served at.
alter table trust_status_list add column subject text not null;
