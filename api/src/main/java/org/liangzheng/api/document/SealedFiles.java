package org.liangzheng.api.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps sealed OFD files byte for byte. */
@Service
public class SealedFiles {
  private static final String TABLE = "document_file";

  private final JdbcClient database;
  private final FieldCipher cipher;

  SealedFiles(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** Stores a file; call inside the transaction of the act that made it. */
  public void store(UUID id, byte[] file, Instant at) {
    database
        .sql(
            "insert into document_file (id, sha256, size, content, stored_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            id,
            Sha256Digest.of(file).value().toByteArray(),
            file.length,
            cipher.encrypt(new Cell(TABLE, "content", id), file),
            at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The file as it was stored. */
  public Optional<byte[]> content(UUID id) {
    return database
        .sql("select content from document_file where id = ?")
        .param(id)
        .query(byte[].class)
        .optional()
        .map(sealed -> cipher.decrypt(new Cell(TABLE, "content", id), sealed));
  }

  /** SHA-256 of the file. */
  public Optional<Sha256Digest> digest(UUID id) {
    return database
        .sql("select sha256 from document_file where id = ?")
        .param(id)
        .query(byte[].class)
        .optional()
        .map(bytes -> new Sha256Digest(ByteString.of(bytes)));
  }

  /** SHA-256 of several files; those that are not there are left out. */
  public Map<UUID, Sha256Digest> digests(Collection<UUID> ids) {
    Map<UUID, Sha256Digest> digests = new HashMap<>();
    database
        .sql("select id, sha256 from document_file where id = any (?)")
        .param(ids.toArray(UUID[]::new))
        .query(row -> {
          digests.put(
              row.getObject(1, UUID.class), new Sha256Digest(ByteString.of(row.getBytes(2))));
        });
    return digests;
  }
}
