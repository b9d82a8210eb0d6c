package org.liangzheng.api.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.signer.timestamp.TimestampRefusedException;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The service's own timestamp authority: proves when a stamp was made. */
@Service
public class Timestamps {
  private final JdbcClient database;
  private final Custody custody;
  private final TimestampSettings settings;
  private final ReadSeals read;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random;

  Timestamps(
      JdbcClient database,
      Custody custody,
      TimestampSettings settings,
      ReadSeals read,
      Ids ids,
      Clock clock,
      SecureRandom random) {
    this.database = database;
    this.custody = custody;
    this.settings = settings;
    this.read = read;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  private record Active(UUID id, Certificate certificate, KeyRef key) {}

  /**
   * A timestamp about a stamp's signature, by the clock of now.
   *
   * @param actor the client that has something stamped
   * @param licence the licence version that is stamped
   * @param intent the act it belongs to
   * @throws Problem {@code timestamp-authority-missing} or {@code timestamp-authority-not-valid}
   */
  public SealTimestamp about(ContentDigest signature, String actor, UUID licence, UUID intent) {
    return about(signature, actor, "licence-version:" + licence, intent);
  }

  /**
   * The same about a stamp on something else.
   *
   * @param subject what is stamped: a word, a colon and an opaque id
   */
  public SealTimestamp about(ContentDigest signature, String actor, String subject, UUID intent) {
    Active active = active();
    try {
      PreparedTimestamp prepared =
          new TimestampAuthority(active.certificate(), settings.policy(), settings.accuracy())
              .prepare(signature, clock.instant(), random);
      return new SealTimestamp(
          prepared.finish(
              custody.sign(
                  new SignatureOrder(
                      active.key(),
                      SignatureAct.SIGN_TIMESTAMP,
                      actor,
                      "timestamp:" + active.id() + "/" + subject,
                      prepared.digest(),
                      intent))),
          active.certificate());
    } catch (TimestampRefusedException | SelfCheckException refused) {
      throw new Problem(SealProblem.TIMESTAMP_AUTHORITY_NOT_VALID).causedBy(refused);
    }
  }

  /** Takes an authority into use, unless there is one. */
  public void activate(Certificate certificate, KeyRef key) {
    database
        .sql(
            "insert into timestamp_authority (id, state, certificate, key_ref, activated_at)"
                + " values (?, 'ACTIVE', ?, ?, ?) on conflict do nothing")
        .params(
            ids.next(),
            certificate.der().toByteArray(),
            key.value(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private Active active() {
    return database
        .sql("select id, certificate, key_ref from timestamp_authority where state = 'ACTIVE'")
        .query((row, _) ->
            new Active(
                row.getObject(1, UUID.class),
                read.certificate(row.getBytes(2)),
                new KeyRef(row.getString(3))))
        .optional()
        .orElseThrow(() -> new Problem(SealProblem.TIMESTAMP_AUTHORITY_MISSING));
  }
}
