-- Status indexes of licences and seals. An index is a random number that says nothing of what it
-- belongs to. Public in the signed lists.
create table trust_status_size (
  kind text   primary key check (kind in ('LICENCE', 'SEAL')),
  -- Indexes are drawn from 0 to size - 1; doubled when free ones get rare, never made
  -- smaller. The end is that of the list format.
  size bigint not null check (size between 1024 and 268435456)
);

insert into trust_status_size (kind, size) values ('LICENCE', 65536), ('SEAL', 65536);

create table trust_status (
  kind  text        not null check (kind in ('LICENCE', 'SEAL')),
  index bigint      not null check (index between 0 and 268435455),
  act   text        not null default 'IN_FORCE'
    check (act in ('IN_FORCE', 'SUSPENDED', 'ANNULLED', 'REVOKED', 'CANCELLED')),
  -- When the act took effect; none for an index whose owner was never touched.
  since timestamptz,
  -- The version of a licence or seal it was drawn for: asked again, the act gets the same one.
  owner uuid,
  primary key (kind, index),
  unique (owner, kind),
  check (since is not null or act = 'IN_FORCE')
);

create index trust_status_not_in_force on trust_status (kind, index) where act <> 'IN_FORCE';

-- Acts that no signed list shows yet. Written with the act, taken out with the list that shows it.
create table trust_status_change (
  id   bigint generated always as identity primary key,
  kind text   not null check (kind in ('LICENCE', 'SEAL'))
);

-- Signed lists as published, byte for byte. Public.
create table trust_status_list (
  kind       text        not null check (kind in ('LICENCE', 'SEAL')),
  version    bigint      not null check (version > 0),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  sha256     bytea       not null check (octet_length(sha256) = 32),
  list       bytea       not null,
  primary key (kind, version)
);
