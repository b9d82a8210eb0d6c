-- Every changing request, written down before anything irreversible is done for it.
create table web_intent (
  id           uuid        primary key,
  client       text        not null,
  route        text        not null,
  -- SHA-256 of the caller's Idempotency-Key: what it says is the caller's affair.
  key_hash     bytea       not null check (octet_length(key_hash) = 32),
  intent_time  timestamptz not null,
  -- Encrypted: digest of the parsed request, then what the act allotted. A digest of personal data
  -- can be guessed at, so it is not kept in the open.
  intent       bytea       not null,
  state        text        not null check (state in ('PERFORMING', 'VOID', 'ANSWERED')),
  -- Numbered from 1; raised before each attempt. Who holds the latest number may finish.
  attempt      integer     not null check (attempt > 0),
  -- By the database's clock, so that nodes with different clocks agree. Set while performing.
  lease_until  timestamptz check ((state = 'PERFORMING') = (lease_until is not null)),
  -- Encrypted: status, headers and body, repeated byte for byte.
  answer       bytea       check ((state = 'ANSWERED') = (answer is not null)),
  answered_at  timestamptz check ((state = 'ANSWERED') = (answered_at is not null)),
  unique (client, route, key_hash)
);

create index web_intent_overdue on web_intent (lease_until) where state = 'PERFORMING';
create index web_intent_age on web_intent (intent_time);

-- Answers are already encrypted: trying to compress them is wasted work.
alter table web_intent alter column answer set storage external;
