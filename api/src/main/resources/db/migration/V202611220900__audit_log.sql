-- The audit log. A row is written in the transaction of its act; a place in the tree is given
-- afterwards, in one row without gaps, so that who reads on from a place misses nothing.
create table audit_entry (
  id          uuid        primary key,
  -- The order of acts on one thing: drawn in the transaction of the act.
  drawn       bigint      generated always as identity,
  act         text        not null check (act ~ '^[A-Z][A-Z_]{2,39}$'),
  subject     uuid        not null,
  authority   text        not null,
  recorded_at timestamptz not null,
  -- Encrypted: nonce and record. The record names nobody, but tells who does what.
  content     bytea       not null,
  leaf        bytea       not null check (octet_length(leaf) = 32),
  position    bigint      unique check (position >= 0)
);

create index audit_entry_waiting on audit_entry (drawn) where position is null;
create index audit_entry_of_subject on audit_entry (subject, drawn desc);
create index audit_entry_of_authority on audit_entry (authority, position) where position is not null;

-- Hashes of full subtrees above the leaves; they never change.
create table audit_node (
  level integer not null check (level between 1 and 62),
  index bigint  not null check (index >= 0),
  hash  bytea   not null check (octet_length(hash) = 32),
  primary key (level, index)
);

create table audit_checkpoint (
  size      bigint      primary key check (size > 0),
  root      bytea       not null check (octet_length(root) = 32),
  note      bytea       not null,
  signed_at timestamptz not null
);
