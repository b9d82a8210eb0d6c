package org.liangzheng.api.presentation.face;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.VersionCodes;
import org.liangzheng.api.presentation.code.Instances;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.FaceCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Codes of faces, one for each version of a licence. */
@Service
public class FaceCodes implements VersionCodes {
  private static final String TABLE = "presentation_face";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Instances instances;
  private final SecureRandom random;

  FaceCodes(JdbcClient database, FieldCipher cipher, Instances instances, SecureRandom random) {
    this.database = database;
    this.cipher = cipher;
    this.instances = instances;
    this.random = random;
  }

  @Override
  public String make(UUID version) {
    return find(version)
        .orElseGet(() -> {
          CodeHandle handle = CodeHandle.random(random);
          byte[] bytes = handle.value().toByteArray();
          var _ =
              database
                  .sql(
                      "insert into presentation_face (version, handle, handle_hash)"
                          + " values (?, ?, ?) on conflict do nothing")
                  .params(
                      version,
                      cipher.encrypt(new Cell(TABLE, "handle", version), bytes),
                      hash(handle))
                  .update();
          return find(version).orElseThrow();
        });
  }

  @Override
  public Optional<String> find(UUID version) {
    return database
        .sql("select handle from presentation_face where version = ?")
        .param(version)
        .query((row, _) ->
            new CodeHandle(
                ByteString.of(cipher.decrypt(new Cell(TABLE, "handle", version), row.getBytes(1)))))
        .optional()
        .map(handle -> CodeWriter.write(new FaceCode(instances.own(), handle)));
  }

  /** The version a code stands on; it may never have been issued. */
  public Optional<UUID> version(CodeHandle handle) {
    return database
        .sql("select version from presentation_face where handle_hash = ?")
        .param(hash(handle))
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional();
  }

  private static byte[] hash(CodeHandle handle) {
    return Sha256Digest.of(handle.value()).value().toByteArray();
  }
}
