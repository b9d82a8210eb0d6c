package org.liangzheng.api.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** The port where machines show certificates; and what is published of it. */
final class MutualTls {
  private static final int HEADERS = 16 * 1024;
  private static final int FORM = 64 * 1024;
  private static final int PARAMETERS = 100;
  private static final int SWALLOW = 2 * 1024 * 1024;
  private static final int CONNECTION_MILLIS = 10_000;
  private static final int KEEP_ALIVE_MILLIS = 30_000;

  private final MutualTlsSettings settings;
  private final @Nullable SslBundle bundle;
  private @Nullable Connector connector;

  MutualTls(MutualTlsSettings settings, @Nullable SslBundle bundle) {
    this.settings = settings;
    this.bundle = bundle;
  }

  /** The port as it listens; 0 before it does, or when there is none. */
  int port() {
    Connector made = connector;
    return made == null ? 0 : Math.max(0, made.getLocalPort());
  }

  /** RFC 8414 and RFC 8705 §§3.3, 5: what to add to the metadata. */
  Map<String, Object> metadata() {
    return Optional.ofNullable(settings.address())
        .filter(_ -> settings.enabled())
        .<Map<String, Object>>map(address ->
            Map.of(
                "tls_client_certificate_bound_access_tokens",
                true,
                "mtls_endpoint_aliases",
                Map.of("token_endpoint", address.resolve(Issuer.TOKEN_PATH).toString())))
        .orElse(Map.of());
  }

  /** The ways machines authenticate in, as RFC 8705 names them. */
  List<String> methods() {
    SslBundle keys = bundle;
    if (!settings.enabled() || keys == null) {
      return List.of();
    }
    return keys.getStores().getTrustStore() == null
        ? List.of("self_signed_tls_client_auth")
        : List.of("self_signed_tls_client_auth", "tls_client_auth");
  }

  /** Opens the port beside the plain one. */
  void open(TomcatServletWebServerFactory factory) {
    SslBundle keys = bundle;
    if (!settings.enabled() || keys == null) {
      return;
    }
    Connector tls = new Connector(Http11NioProtocol.class.getName());
    tls.setScheme("https");
    tls.setSecure(true);
    tls.setPort(settings.port());
    tls.setMaxPostSize(FORM);
    tls.setMaxParameterCount(PARAMETERS);
    Http11NioProtocol protocol = (Http11NioProtocol) tls.getProtocolHandler();
    protocol.setSSLEnabled(true);
    if (factory.getAddress() != null) {
      protocol.setAddress(factory.getAddress());
    }
    protocol.setMaxHttpRequestHeaderSize(HEADERS);
    protocol.setMaxHttpResponseHeaderSize(HEADERS);
    protocol.setMaxSwallowSize(SWALLOW);
    protocol.setConnectionTimeout(CONNECTION_MILLIS);
    protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
    protocol.setExecutor(new VirtualThreadExecutor("tls-"));
    protocol.addSslHostConfig(host(keys));
    connector = tls;
    factory.addAdditionalConnectors(tls);
  }

  private static SSLHostConfig host(SslBundle keys) {
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols("TLSv1.3+TLSv1.2");
    host.setCertificateVerification("optional");
    host.setTrustManagerClassName(AnyClientCertificate.class.getName());
    SSLHostConfigCertificate own =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    own.setCertificateKeystore(keys.getStores().getKeyStore());
    String password = keys.getStores().getKeyStorePassword();
    own.setCertificateKeystorePassword(password == null ? "" : password);
    if (keys.getKey().getPassword() != null) {
      own.setCertificateKeyPassword(keys.getKey().getPassword());
    }
    if (keys.getKey().getAlias() != null) {
      own.setCertificateKeyAlias(keys.getKey().getAlias());
    }
    host.addCertificate(own);
    return host;
  }
}
