-- Cases, consents, fetches, receipts, objections. People stand here by opaque ids only; what could
-- name one is encrypted.
create table sharing_case (
  id             uuid        primary key,
  matter         text        not null,
  matter_version integer     not null,
  -- Who opened it.
  authority      text        not null,
  client         text        not null,
  state          text        not null check (state in ('OPEN', 'CLOSED')),
  -- Encrypted: the case's number.
  content        bytea       not null,
  opened_at      timestamptz not null,
  closed_at      timestamptz
);

-- Whose licences the case is about, by the part they play in the matter.
create table sharing_case_party (
  case_id uuid not null references sharing_case (id),
  role    text not null,
  party   uuid not null,
  primary key (case_id, role)
);
create index sharing_case_party_of on sharing_case_party (party);

-- What the case asked for, and what came of it: for the meter.
create table sharing_case_material (
  case_id          uuid        not null references sharing_case (id),
  material         text        not null,
  -- What was said when the case was opened.
  coverage         text        not null,
  asked_at         timestamptz not null,
  covered          boolean     not null,
  first_fetched_at timestamptz,
  paper_at         timestamptz,
  paper_reason     text,
  primary key (case_id, material)
);

-- One request for consent for each person or company of a case, however many departments ask.
create table sharing_consent (
  id             uuid        primary key,
  case_id        uuid        not null references sharing_case (id),
  party          uuid        not null,
  state          text        not null
    check (state in ('PENDING', 'GRANTED', 'REFUSED', 'WITHDRAWN', 'ENDED')),
  means          text check (means in ('PAGE', 'CODE', 'STANDING')),
  -- Account of who decided: the person itself, or one with a mandate.
  decided_by     uuid,
  decided_at     timestamptz,
  standing       uuid,
  -- Encrypted: the code that was shown for the counter.
  code           bytea,
  code_by        uuid,
  code_until     timestamptz,
  code_tries     integer     not null default 0,
  asked_at       timestamptz not null,
  unique (case_id, party)
);
create index sharing_consent_of on sharing_consent (party, asked_at desc);
create index sharing_consent_standing on sharing_consent (standing) where standing is not null;

-- Consent given beforehand, for a matter, an authority and a time.
create table sharing_standing_consent (
  id             uuid        primary key,
  party          uuid        not null,
  matter         text        not null,
  matter_version integer     not null,
  authority      text        not null,
  valid_until    date        not null,
  granted_by     uuid        not null,
  granted_at     timestamptz not null,
  withdrawn_at   timestamptz
);
create index sharing_standing_consent_of on sharing_standing_consent (party, matter);

-- One fetch with its receipt: neither is there without the other.
create table sharing_fetch (
  id            uuid        primary key,
  case_id       uuid        not null references sharing_case (id),
  material      text        not null,
  party         uuid        not null,
  consent       uuid references sharing_consent (id),
  authority     text        not null,
  issuer        text        not null,
  client        text        not null,
  licence       uuid        not null,
  foreign_source boolean    not null,
  type          text        not null,
  version       integer     not null,
  form          text        not null check (form in ('FIELDS', 'ANSWER', 'ORIGINAL', 'COPY')),
  basis         text        not null check (basis in ('STATUTORY', 'CONSENT')),
  -- The file that was handed out, kept by the document feature.
  file          uuid,
  -- Encrypted: the receipt as it is handed out.
  receipt       bytea       not null,
  valid_until   date,
  fetched_at    timestamptz not null,
  -- What became of the licence since.
  standing      text        not null default 'CURRENT',
  standing_since timestamptz not null
);
alter table sharing_fetch alter column receipt set storage external;
create index sharing_fetch_of_case on sharing_fetch (case_id);
create index sharing_fetch_of_licence on sharing_fetch (licence);
create index sharing_fetch_of_party on sharing_fetch (party, fetched_at desc);
create index sharing_fetch_expiry on sharing_fetch (valid_until)
  where standing = 'CURRENT' and valid_until is not null;

-- Fetches that were refused, by code: for the meter.
create table sharing_refusal (
  id         uuid        primary key,
  case_id    uuid        not null references sharing_case (id),
  material   text        not null,
  authority  text        not null,
  code       text        not null,
  refused_at timestamptz not null
);
create index sharing_refusal_of_case on sharing_refusal (case_id);

-- How many fetches an authority made on a legal day.
create table sharing_volume (
  authority  text    not null,
  legal_day  date    not null,
  fetches    integer not null,
  alarmed    boolean not null default false,
  primary key (authority, legal_day)
);

-- Objections of holders.
create table sharing_objection (
  id          uuid        primary key,
  fetch_id    uuid        not null references sharing_fetch (id),
  party       uuid        not null,
  -- Who has to answer: the asker.
  authority   text        not null,
  licence     uuid        not null,
  state       text        not null check (state in ('OPEN', 'UPHELD', 'REJECTED')),
  paused      boolean     not null,
  due_on      date        not null,
  objected_by uuid        not null,
  -- Encrypted: what the holder says, and the answer.
  content     bytea       not null,
  answer      bytea,
  objected_at timestamptz not null,
  answered_at timestamptz,
  unique (fetch_id)
);
create index sharing_objection_of on sharing_objection (party, objected_at desc);
create index sharing_objection_open on sharing_objection (authority, licence) where paused;

-- Keys that sign receipts; the trust list says whether they may.
create table sharing_receipt_key (
  key_ref      text        primary key,
  activated_at timestamptz not null
);
