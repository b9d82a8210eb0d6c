-- Evidence packs as published, byte for byte. Public.
create table trust_pack (
  version    bigint      primary key check (version > 0),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  sha256     bytea       not null check (octet_length(sha256) = 32),
  pack       bytea       not null
);
