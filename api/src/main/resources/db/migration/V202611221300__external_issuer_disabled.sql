-- A source nothing is taken from any more; what it has told stays.
alter table external_issuer add column disabled_at timestamptz;
