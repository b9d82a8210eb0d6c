package org.liangzheng.api.trust;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.liangzheng.api.audit.LogKeysInForce;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.springframework.stereotype.Component;

/** The log's keys as the newest pack names them. */
@Component
class NamedLogKeys implements LogKeysInForce {
  static final String PURPOSE = "LOG";

  private final TrustDirectory directory;

  NamedLogKeys(TrustDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Instant> since(VerificationKey key, Instant at) {
    return directory.find().flatMap(pack -> since(pack.pack().trust().list(), key, at));
  }

  static Optional<Instant> since(TrustList list, VerificationKey key, Instant at) {
    return list.keys().stream()
        .filter(one -> one.purpose().equals(PURPOSE) && one.key().equals(key))
        .filter(one -> one.period().contains(at))
        .map(one -> one.period().from())
        .max(Comparator.naturalOrder());
  }
}
