-- What presentation codes are made with.
create table presentation_instance (
  one      boolean primary key default true check (one),
  instance bytea   not null
);

create table presentation_authority (
  key_ref      text        primary key,
  activated_at timestamptz not null
);

-- Software keys, wrapped by the vault; the certificate is public.
create table presentation_key (
  id           uuid        primary key,
  certificate  bytea       not null,
  wrapped      bytea       not null,
  wrapping_key text        not null,
  made_at      timestamptz not null,
  use_from     timestamptz not null,
  valid_until  timestamptz not null,
  revoked_at   timestamptz
);

create table presentation_revocation (
  number bigint primary key,
  list   bytea  not null
);

create table presentation_scene_key (
  id          uuid        primary key,
  scene       text        not null,
  valid_from  timestamptz not null,
  valid_until timestamptz not null,
  key         bytea       not null,
  unique (scene, valid_from)
);
