-- The life of a seal. What travels in stamps (name, picture, certificate) is public; who did what
-- and why is not.
alter table seal drop constraint seal_state_check;
alter table seal
  add constraint seal_state_check check (state in
    ('APPLIED', 'WITHDRAWN', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'DESTROYED')),
  -- What a seal in use has; those applied for have none of it yet.
  alter column es_id drop not null,
  alter column valid_from drop not null,
  alter column valid_until drop not null,
  alter column seal drop not null,
  alter column signer_certificate drop not null,
  alter column key_ref drop not null,
  alter column activated_at drop not null,
  add constraint seal_in_use check (state in ('APPLIED', 'WITHDRAWN', 'APPROVED')
    or (es_id is not null and valid_from is not null and valid_until is not null
        and seal is not null and signer_certificate is not null and key_ref is not null
        and activated_at is not null)
    or (state in ('REVOKED', 'DESTROYED') and seal is null)),
  -- Of the seal data (SESeal) in use; 0: none yet.
  add column version integer not null default 1 check (version >= 0),
  -- 1 organisation, 2 person (GB/T 38540 type).
  add column type integer not null default 1,
  -- Of the seal data in use, in the status list of seals.
  add column status_index bigint,
  -- Hours, matters, callers, fuse: what the key's rule says.
  add column rules jsonb not null default '{}',
  -- Of its keys; none: as the certificate in use.
  add column suite text;

create index seal_authority on seal (authority, id);

-- Seal data: made anew whenever the certificate is.
create table seal_version (
  seal               uuid        not null references seal (id),
  version            integer     not null check (version > 0),
  state              text        not null check (state in ('PREPARED', 'KEYED', 'MADE', 'ACTIVE', 'ENDED')),
  -- None: the picture of the version before.
  picture_type       text,
  picture            bytea,
  width_mm           integer,
  height_mm          integer,
  key_ref            text,
  es_id              text        unique,
  status_index       bigint,
  seal_data          bytea,
  signer_certificate bytea,
  prepared_at        timestamptz not null,
  made_at            timestamptz,
  ended_at           timestamptz,
  primary key (seal, version),
  check (state not in ('MADE', 'ACTIVE') or (seal_data is not null and signer_certificate is not null
         and es_id is not null and key_ref is not null))
);

-- One at a time is prepared, one at a time is in use.
create unique index seal_version_open on seal_version (seal) where state in ('PREPARED', 'KEYED', 'MADE');
create unique index seal_version_active on seal_version (seal) where state = 'ACTIVE';

insert into seal_version (seal, version, state, key_ref, es_id, seal_data, signer_certificate, prepared_at, made_at)
select id, 1, 'ACTIVE', key_ref, es_id, seal, signer_certificate, activated_at, activated_at from seal;

-- Each step of a seal's life.
create table seal_step (
  id        uuid        primary key,
  seal      uuid        not null references seal (id),
  act       text        not null,
  version   integer     not null,
  from_state text       not null,
  to_state  text        not null,
  -- Account or job.
  actor     text        not null,
  -- The right it was done by.
  authorised_by text    not null,
  -- The proposal two people approved, for what needs two.
  proposal  uuid,
  reason    bytea,
  at        timestamptz not null
);

create index seal_step_seal on seal_step (seal, id);
