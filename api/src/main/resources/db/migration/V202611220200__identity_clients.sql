-- Machines that may ask for tokens.
create table identity_client (
  id          text        primary key check (id ~ '^[A-Za-z0-9._~-]{1,64}$'),
  -- Of a system, for people; not of a person.
  name        text        not null,
  -- USCC of the authority it acts for; never changes.
  authority   text        not null check (length(authority) = 18),
  -- Public JWKs; any of them signs its assertions.
  keys        jsonb       not null check (jsonb_typeof(keys) = 'array' and jsonb_array_length(keys) between 1 and 4),
  scopes      text[]      not null,
  created_at  timestamptz not null,
  disabled_at timestamptz
);

-- Assertions that were used; the row that comes first is the one use.
create table identity_assertion (
  client     text        not null references identity_client (id),
  -- SHA-256 of the jti: what it says is the client's affair.
  jti_hash   bytea       not null check (octet_length(jti_hash) = 32),
  expires_at timestamptz not null,
  primary key (client, jti_hash)
);

create index identity_assertion_end on identity_assertion (expires_at);
