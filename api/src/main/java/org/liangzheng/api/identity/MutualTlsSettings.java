package org.liangzheng.api.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.mutual-tls}: a second port of the service where machines show
 * certificates. Nothing in front of it may end TLS: a certificate in a header proves nothing.
 *
 * @param bundle name of a bundle of {@code spring.ssl.bundle}: its key store is the service's
 *     certificate and key; its trust store, if it has one, the authorities of machines'
 *     certificates (tls_client_auth); empty: there is no such port
 * @param port 0: a free one
 * @param address the port as machines see it, {@code https://host:port}; none: it is not published
 */
@ConfigurationProperties("liangzheng.mutual-tls")
record MutualTlsSettings(
    @DefaultValue("") String bundle, @DefaultValue("8443") int port, @Nullable URI address) {

  MutualTlsSettings {
    if (address != null && !"https".equals(address.getScheme())) {
      throw new IllegalArgumentException("liangzheng.mutual-tls.address begins with https:");
    }
  }

  boolean enabled() {
    return !bundle.isEmpty();
  }
}
