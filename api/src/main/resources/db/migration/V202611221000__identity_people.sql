-- Natural persons and organisations as identity knows them: an opaque surrogate for each code.
create table identity_party (
  id         uuid        primary key,
  -- Type of the holder code (GB/T 36903): 111 citizen number, 001 USCC.
  kind       text        not null check (kind ~ '^[0-9]{3}$'),
  code       bytea       not null,
  name       bytea,
  created_at timestamptz not null
);

create table identity_party_index (
  index       bytea   not null check (octet_length(index) = 32),
  key_version integer not null,
  party       uuid    not null references identity_party (id),
  primary key (index, key_version)
);

create table identity_account (
  id              uuid        primary key,
  -- A person may have several accounts; two people are told apart by the party, not by the account.
  party           uuid        not null references identity_party (id),
  -- The department that made the account and may end it; none: made by signing in through an
  -- outside issuer.
  registered_by   text        check (length(registered_by) = 18),
  sign_in_name    bytea,
  -- Argon2id in PHC form, encrypted as well; none: signs in through an outside issuer only.
  password        bytea,
  must_change     boolean     not null default false,
  created_at      timestamptz not null,
  disabled_at     timestamptz
);

create index identity_account_party on identity_account (party);

create table identity_account_index (
  index       bytea   not null check (octet_length(index) = 32),
  key_version integer not null,
  account     uuid    not null references identity_account (id),
  primary key (index, key_version)
);

-- Failures to sign in, by name: also names that nobody has, so that they look the same.
create table identity_sign_in (
  index          bytea       primary key check (octet_length(index) = 32),
  failures       integer     not null check (failures > 0),
  last_failed_at timestamptz not null,
  open_at        timestamptz not null
);

-- One sign-in of one person. A browser's session has a cookie, of which only the digest is kept.
create table identity_session (
  id               uuid        primary key,
  account          uuid        not null references identity_account (id),
  cookie_hash      bytea       not null unique check (octet_length(cookie_hash) = 32),
  assurance        text        not null,
  authenticated_at timestamptz not null,
  -- The department the person acts for in the pages; none: as a holder.
  acting           text        check (length(acting) = 18),
  seen_at          timestamptz not null,
  ends_at          timestamptz not null,
  ended_at         timestamptz
);

create index identity_session_account on identity_session (account) where ended_at is null;
create index identity_session_end on identity_session (ends_at);

create table identity_role_grant (
  id         uuid        primary key,
  account    uuid        not null references identity_account (id),
  authority  text        not null check (length(authority) = 18),
  role       text        not null,
  -- The proposal two people approved; none: the first administrators.
  proposal   uuid,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid        references identity_account (id),
  reason     bytea,
  check ((revoked_at is null) = (revoked_by is null))
);

create unique index identity_role_grant_active on identity_role_grant (account, authority, role)
  where revoked_at is null;
create index identity_role_grant_authority on identity_role_grant (authority);

-- Programs of our own that people use: they get tokens by code and PKCE.
create table identity_app (
  id            text        primary key check (id ~ '^[A-Za-z0-9._~-]{1,64}$'),
  name          text        not null,
  redirect_uris text[]      not null check (cardinality(redirect_uris) between 1 and 10),
  scopes        text[]      not null,
  created_at    timestamptz not null,
  disabled_at   timestamptz
);

-- An authorization code, and the grant its tokens name.
create table identity_code (
  id           uuid        primary key,
  code_hash    bytea       not null unique check (octet_length(code_hash) = 32),
  app          text        not null references identity_app (id),
  session      uuid        not null references identity_session (id),
  authority    text        check (length(authority) = 18),
  scopes       text[]      not null,
  redirect_uri text        not null,
  challenge    text        not null,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  spent_at     timestamptz,
  -- Set when the code comes a second time: whoever has tokens of it loses them.
  revoked_at   timestamptz
);

create index identity_code_session on identity_code (session);
create index identity_code_end on identity_code (expires_at);

-- Who may act for whom.
create table identity_mandate (
  id           uuid        primary key,
  principal    uuid        not null references identity_party (id),
  agent        uuid        not null references identity_party (id),
  source       text        not null,
  scopes       text[]      not null check (cardinality(scopes) > 0),
  valid_from   date        not null,
  valid_until  date        not null check (valid_until >= valid_from),
  -- Reference of the paper it rests on.
  evidence     bytea,
  -- Account or machine client.
  granted_by   text        not null,
  recorded_for text        check (length(recorded_for) = 18),
  granted_at   timestamptz not null,
  revoked_at   timestamptz,
  revoked_by   text,
  reason       bytea,
  check (principal <> agent),
  check ((revoked_at is null) = (revoked_by is null))
);

create index identity_mandate_agent on identity_mandate (agent, principal);
create index identity_mandate_principal on identity_mandate (principal);

-- What people do in their own affairs is done in nobody's name.
alter table audit_entry alter column authority drop not null;

-- What needs two people.
create table identity_proposal (
  id          uuid        primary key,
  act         text        not null,
  authority   text        not null check (length(authority) = 18),
  subject     uuid        not null,
  -- SHA-256 of the request as parsed; what is approved is exactly this. Encrypted: a request with
  -- little in it could be guessed from its digest.
  digest      bytea       not null,
  request     bytea       not null,
  state       text        not null,
  proposed_at timestamptz not null,
  expires_at  timestamptz not null,
  settled_at  timestamptz,
  settled_by  uuid,
  reason      bytea,
  failure     text
);

create index identity_proposal_authority on identity_proposal (authority, proposed_at);
create index identity_proposal_due on identity_proposal (id) where state = 'APPROVED';

create table identity_approval (
  proposal    uuid        not null references identity_proposal (id),
  -- One row for each natural person, whichever account was used.
  party       uuid        not null references identity_party (id),
  account     uuid        not null references identity_account (id),
  approved_at timestamptz not null,
  primary key (proposal, party)
);
