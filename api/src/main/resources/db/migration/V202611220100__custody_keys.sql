-- Every call into a vault that may make a signature, written down before it is made.
create table custody_attempt (
  id          uuid        primary key,
  -- The act it belongs to; null for acts of the service itself.
  intent      uuid,
  number      integer     not null check (number > 0),
  -- vault:label
  key_ref     text        not null,
  act         text        not null,
  -- Opaque ids: who asked, and what was signed. No personal data.
  actor       text        not null,
  subject     text        not null,
  digest      bytea       not null check (octet_length(digest) = 32),
  started_at  timestamptz not null,
  -- Null: begun, and nobody can prove how it ended.
  outcome     text,
  finished_at timestamptz check ((outcome is null) = (finished_at is null))
);

create unique index custody_attempt_number on custody_attempt (intent, number) where intent is not null;
create index custody_attempt_open on custody_attempt (started_at) where outcome is null;

-- Signatures a day a key may make; no row: no fuse.
create table custody_fuse (
  key_ref text   primary key,
  per_day bigint not null check (per_day >= 0)
);

-- Counts handed out to nodes in blocks, by legal day (Asia/Shanghai). Never given back.
create table custody_usage (
  key_ref     text   not null,
  day         date   not null,
  leased      bigint not null check (leased > 0),
  last_block  bigint not null check (last_block > 0),
  primary key (key_ref, day)
);

-- Keys that encrypt fields and key blind indexes, wrapped by a key that stays in its vault.
create table custody_data_key (
  kind         text        not null check (kind in ('FIELD', 'INDEX')),
  version      integer     not null check (version > 0),
  wrapped      bytea       not null,
  wrapping_key text        not null,
  created_at   timestamptz not null,
  -- From then on it encrypts; before, every node has the time to load it.
  active_from  timestamptz not null,
  -- From then on it only reads; of an index key: it is looked up by no more.
  retired_at   timestamptz,
  primary key (kind, version)
);
