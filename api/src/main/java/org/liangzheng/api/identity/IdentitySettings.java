package org.liangzheng.api.identity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liangzheng.api.identity.person.Assurance;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code liangzheng.identity}.
 *
 * @param issuer this service's address as clients see it, without path; {@code https} unless it is
 *     the loopback; empty: {@code http://127.0.0.1:PORT}
 * @param tokenKeys labels of the keys of access tokens: the first signs, all are published and
 *     checked with; to change keys put the new one first and drop the old one a day later
 * @param failuresPerClient failed authentications a minute before those of a client are put off
 * @param failuresPerAddress likewise for one network address
 * @param minimumAssurance how surely a person has to be recognised for each kind of act; {@code
 *     BASIC}, a password, where nothing is said
 * @param freshFor how long a sign-in serves for weighty acts
 * @param supervisors USCCs of authorities whose auditors may read the log of all authorities
 */
@ConfigurationProperties("liangzheng.identity")
record IdentitySettings(
    @DefaultValue("") String issuer,
    @DefaultValue("token-1") List<String> tokenKeys,
    @DefaultValue("20") int failuresPerClient,
    @DefaultValue("60") int failuresPerAddress,
    @DefaultValue Map<ActKind, Assurance> minimumAssurance,
    @DefaultValue("15m") Duration freshFor,
    @DefaultValue Set<String> supervisors) {

  IdentitySettings {
    tokenKeys = List.copyOf(tokenKeys);
    minimumAssurance = Map.copyOf(minimumAssurance);
    supervisors = Set.copyOf(supervisors);
    if (!freshFor.isPositive()) {
      throw new IllegalArgumentException("liangzheng.identity.fresh-for is longer than nothing");
    }
    if (tokenKeys.isEmpty()) {
      throw new IllegalArgumentException("liangzheng.identity.token-keys names at least one key");
    }
    if (failuresPerClient < 1 || failuresPerAddress < 1) {
      throw new IllegalArgumentException("liangzheng.identity: failures allowed are at least 1");
    }
  }
}
