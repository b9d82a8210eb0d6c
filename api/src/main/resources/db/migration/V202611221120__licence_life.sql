-- Acts on licences. The reason in words may name people and is encrypted.
create table licence_act (
  id          uuid        primary key,
  licence     uuid        not null references licence (id),
  act         text        not null check (act in ('SUSPEND', 'RESUME', 'REVOKE', 'ANNUL', 'CANCEL')),
  version     integer     not null check (version between 1 and 999),
  reason_code text        not null,
  reason      bytea       not null,
  legal_date  date        not null,
  actor       text        not null,
  acted_at    timestamptz not null
);

create index licence_act_of_licence on licence_act (licence, acted_at);

-- Last legal day of the current version; null without end. Who asks for what has run out finds it
-- by this; what a licence is, its own facts say.
alter table licence add column valid_until date;

-- More ways to use a licence.
alter table holder_usage drop constraint holder_usage_kind_check;
alter table holder_usage add constraint holder_usage_kind_check
  check (kind in ('READ', 'FILE', 'COPY', 'ANNOTATED_COPY', 'EXPORT'));
