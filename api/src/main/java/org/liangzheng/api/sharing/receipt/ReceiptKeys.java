package org.liangzheng.api.sharing.receipt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The keys that sign receipts. */
@Service
public class ReceiptKeys {
  /** How long a node works on before it looks for a newer key of another node. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final JdbcClient database;
  private final Custody custody;
  private final TrustDirectory trust;
  private final Clock clock;
  private volatile @Nullable Known known;

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
    known = null;
  }

  /**
   * One that was found.
   *
   * @param pack number of the pack that names it
   */
  private record Known(Entitled entitled, ServiceKey listed, long pack, Instant lookedAt) {
    boolean holds(long newest, Instant at, Instant now) {
      return pack == newest && listed.period().contains(at) && now.isBefore(lookedAt.plus(LOOK));
    }
  }

  /**
   * The newest key that the trust list names for receipts at an instant. A newer one of another
   * node is used within 2 seconds.
   *
   * @throws Problem {@code receipt-key-missing}
   */
  Entitled entitled(Instant at) {
    EvidencePack pack = trust.newest().pack();
    Instant now = clock.instant();
    Known last = known;
    if (last != null && last.holds(pack.version(), at, now)) {
      return last.entitled();
    }
    Known found = find(pack, at, now);
    known = found;
    return found.entitled();
  }

  private Known find(EvidencePack pack, Instant at, Instant now) {
    List<ServiceKey> listed =
        pack.trust().list().keys().stream()
            .filter(key -> key.purpose().equals(ServiceKey.RECEIPT) && key.period().contains(at))
            .toList();
    List<KeyRef> keys =
        database
            .sql("select key_ref from sharing_receipt_key order by activated_at desc, key_ref")
            .query((row, _) -> new KeyRef(row.getString(1)))
            .list();
    for (KeyRef key : keys) {
      VerificationKey publicKey = custody.publicKey(key);
      Optional<ServiceKey> entry =
          listed.stream().filter(one -> one.key().equals(publicKey)).findFirst();
      if (entry.isPresent()) {
        return new Known(new Entitled(key, publicKey), entry.get(), pack.version(), now);
      }
    }
    throw new Problem(ReceiptProblem.RECEIPT_KEY_MISSING);
  }
}
