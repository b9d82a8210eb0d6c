package org.liangzheng.api.identity.page;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.person.Assurance;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code liangzheng.identity.federation}: one outside issuer of OpenID Connect
 * (统一身份认证). Its address back here is {@code …/login/federated/callback}.
 *
 * @param issuer as it stands in its tokens; https, or http on the loopback; empty: none
 * @param clientId this service's name with it
 * @param clientSecretFile file with the client's secret, sent by HTTP Basic; none: a public client
 * @param scope asked for besides {@code openid}
 * @param personClaim claim of the ID token that names the person by citizen number
 * @param nameClaim claim with the person's name
 * @param acr what each authentication context of the issuer is worth here; a sign-in of any other,
 *     or of none, is refused
 */
@ConfigurationProperties("liangzheng.identity.federation")
record FederationSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("") String clientId,
    @Nullable Path clientSecretFile,
    @DefaultValue("profile") String scope,
    @DefaultValue("id_number") String personClaim,
    @DefaultValue("name") String nameClaim,
    @DefaultValue Map<String, Assurance> acr) {

  FederationSettings {
    acr = Map.copyOf(acr);
    if (!issuer.isEmpty()) {
      URI uri = URI.create(issuer);
      boolean safe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()));
      if (!safe || clientId.isEmpty() || acr.isEmpty()) {
        throw new IllegalArgumentException(
            "liangzheng.identity.federation: issuer is an https address; client-id and acr are"
                + " given with it");
      }
    }
  }

  boolean isOn() {
    return !issuer.isEmpty();
  }
}
