package org.liangzheng.signer.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;

/**
 * The trust list that follows another when keys of the service change. No key is taken out: what it
 * signed is judged by its period.
 */
public final class NextTrustList {
  private NextTrustList() {}

  /**
   * The next version.
   *
   * @param added keys to be named besides
   * @param ended names of keys, and the first instant at which each counts no more
   * @throws IllegalArgumentException if a key is named already, one to be ended is not, or a period
   *     would be empty or longer than it was
   */
  public static TrustList after(
      TrustList last, List<ServiceKey> added, Map<Sha256Digest, Instant> ended) {
    List<ServiceKey> keys = new ArrayList<>();
    for (ServiceKey key : last.keys()) {
      keys.add(
          Optional.ofNullable(ended.get(key.id())).map(until -> until(key, until)).orElse(key));
    }
    for (Sha256Digest id : ended.keySet()) {
      if (last.keys().stream().noneMatch(key -> key.id().equals(id))) {
        throw new IllegalArgumentException("the list does not name " + id.value().toHex());
      }
    }
    for (ServiceKey key : added) {
      if (keys.stream().anyMatch(one -> one.key().equals(key.key()))) {
        throw new IllegalArgumentException("the list names already " + key.id().value().toHex());
      }
      keys.add(key);
    }
    return new TrustList(
        last.version() + 1, last.certifiers(), last.sealMakers(), last.authorities(), keys);
  }

  private static ServiceKey until(ServiceKey key, Instant until) {
    if (key.period().until().filter(end -> end.isBefore(until)).isPresent()) {
      throw new IllegalArgumentException("a key that ends is not given longer");
    }
    return new ServiceKey(
        key.purpose(), key.key(), new Period(key.period().from(), Optional.of(until)));
  }
}
