-- Sealed files as issued. The digest says nothing about the content: a signature makes each file
-- unlike any other.
create table document_file (
  id        uuid        primary key,
  sha256    bytea       not null check (octet_length(sha256) = 32),
  size      integer     not null check (size > 0),
  -- Encrypted OFD.
  content   bytea       not null,
  stored_at timestamptz not null
);

-- Encrypted bytes do not compress.
alter table document_file alter column content set storage external;
