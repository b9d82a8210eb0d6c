-- Verifier points: who may scan codes, where, for which scenes; and the key of each.
create table presentation_point (
  id              uuid        primary key,
  authority       text        not null,
  name_zh         text        not null,
  name_en         text        not null,
  place_zh        text        not null,
  place_en        text        not null,
  place_kind      text        not null
    check (place_kind in ('COUNTER', 'GATE', 'INSPECTOR', 'TERMINAL')),
  scenes          text[]      not null check (cardinality(scenes) > 0),
  created_at      timestamptz not null,
  enrolment_hash  bytea       unique,
  enrolment_until timestamptz,
  enrolment_used  boolean     not null default false,
  key             jsonb,
  enrolled_at     timestamptz,
  suspended_at    timestamptz,
  revoked_at      timestamptz
);

create index presentation_point_of_authority on presentation_point (authority, created_at desc);
