-- Who used which licence, when and why. The holder stands here by a random surrogate only.
create table holder_usage (
  id        uuid        primary key,
  holder    uuid        not null,
  licence   uuid        not null,
  kind      text        not null check (kind in ('READ', 'FILE')),
  authority text        not null,
  client    text        not null,
  cause     text        not null,
  used_at   timestamptz not null
);

create index holder_usage_of_holder on holder_usage (holder, used_at desc);
