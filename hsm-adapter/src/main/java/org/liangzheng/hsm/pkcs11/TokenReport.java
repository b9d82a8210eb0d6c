package org.liangzheng.hsm.pkcs11;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.DeviceRota;

/**
 * One token of a vault.
 *
 * @param health as last seen
 * @param missing labels of keys that another token of the vault has and this one lacks, or has
 *     another key under; empty if the token does not serve and so cannot be asked
 */
public record TokenReport(DeviceHealth health, Optional<List<String>> missing) {

  /** The keys that each of the sessions' tokens has, by the token's name and the key's label. */
  static Map<String, Map<String, TokenKey>> keys(List<NativeSession> sessions, KeyFinder finder) {
    Map<String, Map<String, TokenKey>> all = new HashMap<>();
    for (NativeSession one : sessions) {
      Map<String, TokenKey> labels = new TreeMap<>();
      finder.all(one).forEach(key -> labels.put(key.reference().label(), key));
      all.put(one.token().name(), labels);
    }
    return all;
  }

  /**
   * A report of each token of a rota, in its order.
   *
   * @param byToken of the tokens that answered, as {@link #keys}
   */
  static List<TokenReport> of(DeviceRota<Token> rota, Map<String, Map<String, TokenKey>> byToken) {
    Map<String, TokenKey> union = new TreeMap<>();
    for (Token token : rota.devices()) {
      byToken.getOrDefault(token.name(), Map.of()).forEach(union::putIfAbsent);
    }
    return rota.health().stream()
        .map(health ->
            new TokenReport(
                health,
                Optional.ofNullable(byToken.get(health.device()))
                    .map(labels -> missing(union, labels))))
        .toList();
  }

  private static List<String> missing(Map<String, TokenKey> union, Map<String, TokenKey> here) {
    return union.entrySet().stream()
        .filter(entry -> {
          TokenKey own = here.get(entry.getKey());
          return own == null || !own.sameAs(entry.getValue());
        })
        .map(Map.Entry::getKey)
        .toList();
  }
}
