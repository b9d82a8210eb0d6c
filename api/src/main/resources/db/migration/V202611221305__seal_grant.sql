-- By which an authority lets its licence seal stand on the licences that other authorities issue by
-- one version of a type.
create table seal_grant (
  id           uuid        primary key,
  -- Of this seal: another seal of the authority is another matter.
  seal         uuid        not null references seal (id),
  authority    text        not null,
  -- Code and number of the version of the licence type; the place of its layout.
  type         text        not null,
  version      integer     not null,
  role         text        not null,
  -- Last legal day, included; none: until it is taken back.
  last_day     date,
  proposal     uuid        not null,
  granted_by   text        not null,
  granted_at   timestamptz not null,
  ended_by     text,
  ended_at     timestamptz,
  -- Why it was taken back; encrypted.
  reason       bytea,
  check ((ended_by is null) = (ended_at is null))
);

create unique index seal_grant_standing on seal_grant (seal, type, version) where ended_at is null;
create index seal_grant_authority on seal_grant (authority, id);

-- The same on the side of the vaults: which key serves other authorities' acts under which grant.
create table custody_key_grant (
  id        uuid primary key,
  key_ref   text not null,
  -- First instant at which it no longer does; none: until it is ended.
  not_after timestamptz
);

create index custody_key_grant_key on custody_key_grant (key_ref);
