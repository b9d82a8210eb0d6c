package org.liangzheng.api.identity;

import java.util.List;
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
 */
@ConfigurationProperties("liangzheng.identity")
record IdentitySettings(
    @DefaultValue("") String issuer,
    @DefaultValue("token-1") List<String> tokenKeys,
    @DefaultValue("20") int failuresPerClient,
    @DefaultValue("60") int failuresPerAddress) {

  IdentitySettings {
    tokenKeys = List.copyOf(tokenKeys);
    if (tokenKeys.isEmpty()) {
      throw new IllegalArgumentException("liangzheng.identity.token-keys names at least one key");
    }
    if (failuresPerClient < 1 || failuresPerAddress < 1) {
      throw new IllegalArgumentException("liangzheng.identity: failures allowed are at least 1");
    }
  }
}
