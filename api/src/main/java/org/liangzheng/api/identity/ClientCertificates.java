package org.liangzheng.api.identity;

import jakarta.servlet.ServletRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.TokenRefused.Reason;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * Machines that prove who they are in the TLS handshake (RFC 8705). The handshake proves that a
 * machine has the key of the certificate it shows; whose certificate that is, is decided here: by
 * its digest in the register (self_signed_tls_client_auth, §2.2), or by its subject and a chain to
 * an authority this service trusts for machines (tls_client_auth, §2.1).
 */
final class ClientCertificates {
  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int MOST = 8;

  private final Clients clients;
  private final @Nullable KeyStore trusted;
  private final Clock clock;

  /**
   * @param trusted authorities of machines' certificates; null: none, only registered certificates
   */
  ClientCertificates(Clients clients, @Nullable KeyStore trusted, Clock clock) {
    this.clients = clients;
    this.trusted = trusted;
    this.clock = clock;
  }

  /** What the other side of this very connection has shown and proven; its own first. */
  static List<X509Certificate> of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain
        ? List.of(chain)
        : List.of();
  }

  /** The thumbprint of the certificate of this connection, if it has one. */
  static Optional<String> thumbprint(ServletRequest request) {
    return of(request).stream().findFirst().map(ClientCertificates::thumbprint);
  }

  /** RFC 8705 §3.1: SHA-256 of the DER form, base64url without padding. */
  static String thumbprint(X509Certificate certificate) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Sha256Digest.of(certificate.getEncoded()).value().toByteArray());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("it came in this form", impossible);
    }
  }

  /**
   * The client that has shown the certificates.
   *
   * @throws TokenRefused invalid_client
   */
  Client check(String claimed, List<X509Certificate> chain) {
    Client client =
        clients.find(claimed).orElseThrow(() -> TokenRefused.client(Reason.CLIENT_UNKNOWN, null));
    require(client.enabled(), Reason.CLIENT_DISABLED, client);
    X509Certificate own = chain.getFirst();
    try {
      own.checkValidity(Date.from(clock.instant()));
    } catch (CertificateException outOfTime) {
      throw TokenRefused.client(Reason.CERTIFICATE_OUT_OF_TIME, client.id());
    }
    if (client.certificates().contains(thumbprint(own))) {
      return client;
    }
    String subject = own.getSubjectX500Principal().getName(X500Principal.CANONICAL);
    require(subject.equals(client.certificateSubject()), Reason.CERTIFICATE_WRONG, client);
    require(isTrusted(chain), Reason.CERTIFICATE_UNTRUSTED, client);
    return client;
  }

  private boolean isTrusted(List<X509Certificate> chain) {
    KeyStore authorities = trusted;
    if (authorities == null || chain.size() > MOST) {
      return false;
    }
    try {
      List<String> uses = chain.getFirst().getExtendedKeyUsage();
      if (uses == null || !uses.contains(CLIENT_AUTH)) {
        return false;
      }
      PKIXParameters parameters = new PKIXParameters(authorities);
      parameters.setDate(Date.from(clock.instant()));
      // A machine is ended in the register, at once; its authority's lists are not asked.
      parameters.setRevocationEnabled(false);
      List<X509Certificate> below =
          chain.stream().filter(one -> !isAnchor(parameters, one)).toList();
      if (below.isEmpty() || !below.getFirst().equals(chain.getFirst())) {
        return false;
      }
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
      return true;
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  private static boolean isAnchor(PKIXParameters parameters, X509Certificate certificate) {
    return parameters.getTrustAnchors().stream()
        .anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
  }

  private static void require(boolean holds, Reason reason, Client client) {
    if (!holds) {
      throw TokenRefused.client(reason, client.id());
    }
  }

  /** The client's own of the certificates it has shown, for the token that is bound to it. */
  static Optional<X509Certificate> presented(@Nullable Object credentials) {
    return credentials instanceof X509Certificate[] chain
        ? Arrays.stream(chain).findFirst()
        : Optional.empty();
  }
}
