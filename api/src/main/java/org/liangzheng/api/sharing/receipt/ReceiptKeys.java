package org.liangzheng.api.sharing.receipt;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The keys that sign receipts. */
@Service
public class ReceiptKeys {
  private final JdbcClient database;
  private final Custody custody;
  private final TrustDirectory trust;
  private final Clock clock;

  ReceiptKeys(JdbcClient database, Custody custody, TrustDirectory trust, Clock clock) {
    this.database = database;
    this.custody = custody;
    this.trust = trust;
    this.clock = clock;
  }

  /** A key that may sign, with its public half. */
  record Entitled(KeyRef key, VerificationKey publicKey) {}

  /** Takes a key into use as soon as the trust list names it for receipts. */
  public void activate(KeyRef key) {
    database
        .sql(
            "insert into sharing_receipt_key (key_ref, activated_at) values (?, ?)"
                + " on conflict do nothing")
        .params(key.value(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The newest key that the trust list names for receipts at an instant.
   *
   * @throws Problem {@code receipt-key-missing}
   */
  Entitled entitled(Instant at) {
    List<ServiceKey> listed =
        trust.newest().pack().trust().list().keys().stream()
            .filter(key -> key.purpose().equals(ServiceKey.RECEIPT) && key.period().contains(at))
            .toList();
    List<KeyRef> keys =
        database
            .sql("select key_ref from sharing_receipt_key order by activated_at desc, key_ref")
            .query((row, _) -> new KeyRef(row.getString(1)))
            .list();
    for (KeyRef key : keys) {
      VerificationKey publicKey = custody.publicKey(key);
      if (listed.stream().anyMatch(one -> one.key().equals(publicKey))) {
        return new Entitled(key, publicKey);
      }
    }
    throw new Problem(ReceiptProblem.RECEIPT_KEY_MISSING);
  }
}
