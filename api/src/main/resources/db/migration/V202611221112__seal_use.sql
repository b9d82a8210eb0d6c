-- The seal book: each use of a seal of whichever kind.
create table seal_use (
  id        uuid        primary key,
  seal      uuid        not null references seal (id),
  version   integer     not null,
  authority text        not null,
  act       text        not null check (act in ('SEAL_LICENCE', 'SEAL_DOCUMENT', 'SEAL_DIGEST', 'SEAL_TASK', 'SEAL_COPY')),
  -- Client or account.
  actor     text        not null,
  -- Code of the matter.
  matter    text,
  -- The licence version or task it was for.
  subject   uuid,
  -- The sealed file, if the service keeps it.
  file      uuid,
  -- Digests of what was sealed and of what came out; a short document could be guessed from its own.
  detail    bytea,
  used_at   timestamptz not null
);

create index seal_use_authority on seal_use (authority, id desc);
create index seal_use_seal on seal_use (seal, id desc);
create index seal_use_actor on seal_use (authority, actor, id desc);

create table seal_use_digest (
  index       bytea   not null check (octet_length(index) = 32),
  key_version integer not null,
  use         uuid    not null references seal_use (id),
  primary key (index, key_version, use)
);
