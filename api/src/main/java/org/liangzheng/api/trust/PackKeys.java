package org.liangzheng.api.trust;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The keys that sign packs and status lists. */
@Service
public class PackKeys {
  private static final String ACTOR = "trust-publication";

  private final JdbcClient database;
  private final Custody custody;
  private final TrustSettings settings;
  private final Clock clock;

  PackKeys(JdbcClient database, Custody custody, TrustSettings settings, Clock clock) {
    this.database = database;
    this.custody = custody;
    this.settings = settings;
    this.clock = clock;
  }

  /** A key that may sign, with its public half. */
  record Entitled(KeyRef key, VerificationKey publicKey) {}

  /** Takes a key into use as soon as the trust list names it for packs. */
  public void activate(KeyRef key) {
    database
        .sql(
            "insert into trust_pack_key (key_ref, activated_at) values (?, ?)"
                + " on conflict do nothing")
        .params(key.value(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Of our keys the one that a trust list named last for packs, at an instant.
   *
   * @throws Problem {@code pack-key-missing}
   */
  Entitled entitled(TrustList trust, Instant at) {
    List<KeyRef> keys = new ArrayList<>(settings.packKeys().stream().map(KeyRef::new).toList());
    keys.addAll(
        database
            .sql("select key_ref from trust_pack_key order by activated_at desc, key_ref")
            .query((row, _) -> new KeyRef(row.getString(1)))
            .list());
    Optional<Entitled> newest = Optional.empty();
    Instant since = Instant.MIN;
    for (KeyRef key : keys) {
      VerificationKey publicKey = custody.publicKey(key);
      Optional<ServiceKey> named = trust.packKey(ServiceKey.idOf(publicKey), at);
      if (named.isPresent() && named.get().period().from().isAfter(since)) {
        newest = Optional.of(new Entitled(key, publicKey));
        since = named.get().period().from();
      }
    }
    return newest.orElseThrow(() -> new Problem(TrustProblem.PACK_KEY_MISSING));
  }

  /** Signs; the act says what. */
  SignatureValue sign(Entitled by, SignatureAct act, String subject, SigningDigest digest) {
    return custody.sign(new SignatureOrder(by.key(), act, ACTOR, subject, digest, null));
  }
}
