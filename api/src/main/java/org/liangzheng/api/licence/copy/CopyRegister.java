package org.liangzheng.api.licence.copy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code licence_annotated_copy}. */
@Repository
class CopyRegister {
  private static final String TABLE = "licence_annotated_copy";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final JsonMapper json;

  CopyRegister(JdbcClient database, FieldCipher cipher, JsonMapper json) {
    this.database = database;
    this.cipher = cipher;
    this.json = json;
  }

  /** A copy and where its file is kept. */
  record Kept(CopyView view, UUID file) {}

  /** Call inside the transaction of the act. */
  void insert(CopyView copy, UUID file, RegisteredLicence original, Instant at) {
    database
        .sql(
            "insert into licence_annotated_copy (id, licence, version, file, sha256, expires_on,"
                + " content, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            copy.id(),
            copy.licence(),
            original.version(),
            file,
            ByteString.ofHex(copy.file().sha256()).toByteArray(),
            copy.expiry(),
            cipher.encrypt(new Cell(TABLE, "content", copy.id()), json.writeValueAsBytes(copy)),
            at.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Kept> find(UUID id) {
    return database
        .sql("select content, file from licence_annotated_copy where id = ?")
        .param(id)
        .query((row, _) ->
            new Kept(
                json.readValue(
                    cipher.decrypt(new Cell(TABLE, "content", id), row.getBytes(1)),
                    CopyView.class),
                row.getObject(2, UUID.class)))
        .optional();
  }
}
