-- Proofs of possession (RFC 9449) that were used; each is good once, on whichever node.
create table identity_proof (
  proof_hash bytea       primary key,
  expires_at timestamptz not null
);

create index identity_proof_end on identity_proof (expires_at);
