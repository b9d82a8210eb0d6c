-- A machine proves who it is by a key that signs assertions, by a certificate of its own, or by one
-- of an authority the service trusts for this.
alter table identity_client drop constraint identity_client_keys_check;
alter table identity_client add check (jsonb_typeof(keys) = 'array' and jsonb_array_length(keys) <= 4);
-- SHA-256 of certificates, base64url (RFC 8705 §3.1): any of them.
alter table identity_client add column certificates text[] not null default '{}' check (cardinality(certificates) <= 4);
-- Subject of a certificate by a trusted authority, as RFC 2253 writes it in canonical form.
alter table identity_client add column certificate_subject text check (length(certificate_subject) between 3 and 500);
alter table identity_client add check (
  jsonb_array_length(keys) > 0 or cardinality(certificates) > 0 or certificate_subject is not null);
