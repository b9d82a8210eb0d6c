-- What labels stand for in devices that can neither make nor list keys (SDF): bound once, for good.
create table custody_assigned_key (
  vault       text        not null,
  label       text        not null,
  key_index   integer     not null check (key_index between 1 and 65535),
  purpose     text        not null,
  -- 04 || x || y, as it lay under the index when it was bound: another one later is a swapped device.
  public_key  bytea       not null check (octet_length(public_key) = 65),
  -- DER; null: none yet.
  certificate bytea,
  assigned_at timestamptz not null,
  primary key (vault, label),
  unique (vault, key_index)
);
