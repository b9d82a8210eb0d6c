package org.liangzheng.api.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.sdf.KeyAssignment;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key table of SDF vaults in the database: one for all nodes. */
final class DatabaseKeyTable implements KeyTable {
  private static final String ROWS =
      "select vault, label, key_index, purpose, public_key, certificate from custody_assigned_key";

  private final JdbcClient jdbc;
  private final Clock clock;

  DatabaseKeyTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<KeyAssignment> find(KeyReference key) {
    return told(
        key.vault(),
        () ->
            jdbc.sql(ROWS + " where vault = :vault and label = :label")
                .param("vault", key.vault())
                .param("label", key.label())
                .query(DatabaseKeyTable::row)
                .optional());
  }

  @Override
  public List<KeyAssignment> list(String vault) {
    return told(
        vault,
        () ->
            jdbc.sql(ROWS + " where vault = :vault order by label")
                .param("vault", vault)
                .query(DatabaseKeyTable::row)
                .list());
  }

  /** One statement: of two nodes the database lets one in, whichever of the two keys clashes. */
  @Override
  public Claim claim(KeyAssignment assignment) {
    KeyReference key = assignment.key();
    return told(
        key.vault(),
        () -> {
          int stored =
              jdbc.sql(
                      """
                      insert into custody_assigned_key
                        (vault, label, key_index, purpose, public_key, certificate, assigned_at)
                      values (:vault, :label, :index, :purpose, :publicKey, :certificate, :now)
                      on conflict do nothing
                      """)
                  .param("vault", key.vault())
                  .param("label", key.label())
                  .param("index", assignment.index())
                  .param("purpose", assignment.purpose().name())
                  .param("publicKey", assignment.publicKey().point().toByteArray())
                  .param(
                      "certificate",
                      assignment.certificate().map(c -> c.der().toByteArray()).orElse(null))
                  .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                  .update();
          if (stored == 1) {
            return Claim.CLAIMED;
          }
          return find(key).isPresent() ? Claim.LABEL_TAKEN : Claim.INDEX_TAKEN;
        });
  }

  @Override
  public boolean storeCertificate(KeyReference key, Certificate certificate) {
    return told(
        key.vault(),
        () ->
            jdbc.sql(
                        """
                        update custody_assigned_key set certificate = :certificate
                        where vault = :vault and label = :label
                        """)
                    .param("certificate", certificate.der().toByteArray())
                    .param("vault", key.vault())
                    .param("label", key.label())
                    .update()
                == 1);
  }

  private static KeyAssignment row(ResultSet row, int number) throws SQLException {
    try {
      return KeyAssignment.of(
          new KeyReference(row.getString("vault"), row.getString("label")),
          row.getInt("key_index"),
          KeyPurpose.valueOf(row.getString("purpose")),
          row.getBytes("public_key"),
          Optional.ofNullable(row.getBytes("certificate")));
    } catch (MalformedException | IllegalArgumentException damaged) {
      throw new SQLException("row " + number + " is no assignment", damaged);
    }
  }

  private static <R> R told(String vault, Supplier<R> work) {
    try {
      return work.get();
    } catch (DataAccessException failed) {
      throw new CustodyException.KeyTableUnavailable(vault, failed);
    }
  }
}
