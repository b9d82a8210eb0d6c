package org.liangzheng.api.presentation.code;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.InstanceId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The id of this service in its codes: random once, the same on all nodes. */
@Component
public class Instances {
  /** Of these the first four are zero in a sample world, and not all zero elsewhere. */
  private static final int MARK = 4;

  private final JdbcClient database;
  private final SecureRandom random;
  private final boolean sample;
  private volatile @Nullable InstanceId known;

  Instances(JdbcClient database, SecureRandom random, ObjectProvider<SampleMark> sample) {
    this.database = database;
    this.random = random;
    this.sample = sample.getIfAvailable() != null;
  }

  /** The id, made when it is first asked for. */
  public InstanceId own() {
    InstanceId found = known;
    if (found == null) {
      found = find().orElseGet(this::make);
      known = found;
    }
    return found;
  }

  private Optional<InstanceId> find() {
    return database
        .sql("select instance from presentation_instance")
        .query((row, _) -> new InstanceId(ByteString.of(row.getBytes(1))))
        .optional();
  }

  private InstanceId make() {
    byte[] id = new byte[InstanceId.SIZE];
    do {
      random.nextBytes(id);
      if (sample) {
        java.util.Arrays.fill(id, 0, MARK, (byte) 0);
      }
    } while (new InstanceId(ByteString.of(id)).isSample() != sample);
    var _ =
        database
            .sql("insert into presentation_instance (instance) values (?) on conflict do nothing")
            .param(id)
            .update();
    // Another node may have been first; its id stands.
    return find().orElseThrow();
  }
}
