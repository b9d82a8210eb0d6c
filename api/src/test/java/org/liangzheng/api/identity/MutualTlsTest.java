package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Call;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines that authenticate by certificate, over real TLS handshakes. */
@ApiTest
class MutualTlsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Held AUTHORITY = Held.authority("CN=Sample Machine CA");
  private static final Held SERVER = Held.server(AUTHORITY);

  @Autowired private ApplicationContext context;

  @DynamicPropertySource
  static void port(DynamicPropertyRegistry settings) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "tls-").toAbsolutePath();
    Path key =
        Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", SERVER.key.getEncoded()));
    Path own = Files.writeString(folder.resolve("server.pem"), SERVER.pem());
    Path trusted = Files.writeString(folder.resolve("machines.pem"), AUTHORITY.pem());
    String bundle = "spring.ssl.bundle.pem.machines.";
    settings.add(bundle + "keystore.certificate", () -> "file:" + own);
    settings.add(bundle + "keystore.private-key", () -> "file:" + key);
    settings.add(bundle + "truststore.certificate", () -> "file:" + trusted);
    settings.add("liangzheng.mutual-tls.bundle", () -> "machines");
    settings.add("liangzheng.mutual-tls.port", () -> "0");
    settings.add("liangzheng.mutual-tls.address", () -> "https://localhost:8443");
  }

  /** A certificate with its key. */
  private record Held(PrivateKey key, X509Certificate certificate) {

    static Held authority(String name) {
      return make(name, null, null, true, Instant.now().plusSeconds(3600));
    }

    static Held server(Held by) {
      return make("CN=localhost", by, KeyPurposeId.id_kp_serverAuth, false, later());
    }

    static Held client(String name, Held by) {
      return make(name, by, KeyPurposeId.id_kp_clientAuth, false, later());
    }

    static Held selfMade(String name) {
      return make(name, null, null, false, later());
    }

    static Instant later() {
      return Instant.now().plusSeconds(3600);
    }

    static Held make(String name, Held by, KeyPurposeId use, boolean authority, Instant until) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = name(name);
        X509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                by == null
                    ? subject
                    : X500Name.getInstance(by.certificate.getSubjectX500Principal().getEncoded()),
                new BigInteger(64, new java.security.SecureRandom()).abs().add(BigInteger.ONE),
                Date.from(Instant.now().minusSeconds(7200)),
                Date.from(until),
                subject,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (use != null) {
          builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
        }
        if (use == KeyPurposeId.id_kp_serverAuth) {
          builder.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        }
        PrivateKey signer = by == null ? pair.getPrivate() : by.key;
        return new Held(
            pair.getPrivate(),
            new JcaX509CertificateConverter()
                .getCertificate(
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))));
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }

    /** RFC 4514 writes the last first. */
    private static X500Name name(String text) {
      return X500Name.getInstance(new X500Principal(text).getEncoded());
    }

    String thumbprint() {
      return ClientCertificates.thumbprint(certificate);
    }

    String pem() {
      try {
        return MutualTlsTest.pem("CERTIFICATE", certificate.getEncoded());
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private record Answer(int status, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** Over the TLS port, with a certificate or without. */
  private Answer send(Held held, Call call) {
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls(held)).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port() + call.path()))
              .timeout(Duration.ofSeconds(20))
              .method(
                  call.method(),
                  call.body() == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(call.body()));
      call.headers().forEach(request::header);
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private int port() {
    return context.getBean(MutualTls.class).port();
  }

  private static SSLContext tls(Held held) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", AUTHORITY.certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (held != null) {
      own.setKeyEntry("own", held.key, new char[0], new X509Certificate[] {held.certificate});
    }
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private String register(List<String> certificates, String subject) {
    String id = "tls-" + UUID.randomUUID();
    context
        .getBean(Clients.class)
        .register(
            id,
            "示例",
            Tokens.OWN,
            new Clients.Proofs(
                List.of(),
                certificates,
                subject == null ? null : Clients.canonicalSubject(subject)),
            Set.of(Scope.EVENT_READ));
    return id;
  }

  private Answer ask(Held held, String id) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", id);
    return send(held, Call.form("/oauth2/token", form));
  }

  private static Call events(String token) {
    return Call.get("/v1/events").with("Authorization", "Bearer " + token);
  }

  @Test
  void aCertificateOfItsOwnIsEnoughAndItsTokenIsBoundToIt() {
    Held held = Held.selfMade("CN=self");
    String id = register(List.of(held.thumbprint()), null);
    Answer answer = ask(held, id);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String token = answer.json().get("access_token").asString();
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    assertThat(claims.get("cnf").get("x5t#S256").asString()).isEqualTo(held.thumbprint());
    assertThat(send(held, events(token)).status()).isEqualTo(200);
    assertThat(send(Held.selfMade("CN=self"), events(token)).status())
        .as("stolen, with another certificate")
        .isEqualTo(401);
    assertThat(send(null, events(token)).status()).as("without a certificate").isEqualTo(401);
    assertThat(TestHttp.send(Tokens.of(context).base(), events(token)).status())
        .as("on the plain port")
        .isEqualTo(401);
  }

  @Test
  void aTrustedAuthorityVouchesForTheRegisteredSubject() {
    Held held = Held.client("CN=machine,O=Sample", AUTHORITY);
    String id = register(List.of(), "cn=Machine, o=sample");
    Answer answer = ask(held, id);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(send(held, events(answer.json().get("access_token").asString())).status())
        .isEqualTo(200);
    Held renewed = Held.client("CN=machine,O=Sample", AUTHORITY);
    assertThat(ask(renewed, id).status()).as("a renewed certificate").isEqualTo(200);
  }

  @Test
  void whoeverShowsSomethingElseIsRefused() {
    Held held = Held.client("CN=machine,O=Sample", AUTHORITY);
    String subject = "CN=machine,O=Sample";
    String id = register(List.of(), subject);
    Map<String, Held> wrong = new LinkedHashMap<>();
    wrong.put("another subject", Held.client("CN=other,O=Sample", AUTHORITY));
    wrong.put("self-made in that name", Held.selfMade(subject));
    wrong.put("another authority's", Held.client(subject, Held.authority("CN=Sample Machine CA")));
    wrong.put(
        "a server's",
        Held.make(subject, AUTHORITY, KeyPurposeId.id_kp_serverAuth, false, Held.later()));
    wrong.put(
        "expired",
        Held.make(
            subject,
            AUTHORITY,
            KeyPurposeId.id_kp_clientAuth,
            false,
            Instant.now().minusSeconds(60)));
    wrong.forEach((what, one) -> {
      Answer answer = ask(one, id);
      assertThat(answer.status()).as(what).isEqualTo(401);
      assertThat(answer.json().get("error").asString()).as(what).isEqualTo("invalid_client");
    });
    assertThat(ask(null, id).status()).as("no certificate").isEqualTo(401);
    assertThat(ask(held, "nobody").status()).isEqualTo(401);
    assertThat(ask(held, register(List.of(wrong.get("expired").thumbprint()), null)).status())
        .as("another's")
        .isEqualTo(401);
    assertThat(
            ask(wrong.get("expired"), register(List.of(wrong.get("expired").thumbprint()), null))
                .status())
        .as("registered and expired")
        .isEqualTo(401);
    context.getBean(Clients.class).disable(id);
    assertThat(ask(held, id).status()).as("disabled").isEqualTo(401);
  }

  @Test
  void anAssertionStillDoesAndBindsWhereACertificateIsShown() {
    TestKey key = new TestKey();
    Tokens tokens = Tokens.of(context);
    String id = tokens.register(Tokens.OWN, key, Scope.EVENT_READ);
    Held held = Held.selfMade("CN=any");
    Answer answer =
        send(held, Call.form("/oauth2/token", Tokens.form(key.sign(tokens.claims(id)))));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String token = answer.json().get("access_token").asString();
    assertThat(send(held, events(token)).status()).isEqualTo(200);
    assertThat(send(null, events(token)).status()).isEqualTo(401);
    String free = tokens.token(id, key);
    assertThat(send(null, events(free)).status()).as("not bound").isEqualTo(200);
    assertThat(ask(held, id).status()).as("the certificate is not registered").isEqualTo(401);
  }

  @Test
  void theMetadataSaysSo() {
    JsonNode metadata =
        TestHttp.send(
                Tokens.of(context).base(), Call.get("/.well-known/oauth-authorization-server"))
            .json();
    assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
        .contains("private_key_jwt", "\"tls_client_auth\"", "self_signed_tls_client_auth");
    assertThat(metadata.get("tls_client_certificate_bound_access_tokens").asBoolean()).isTrue();
    assertThat(metadata.get("mtls_endpoint_aliases").get("token_endpoint").asString())
        .isEqualTo("https://localhost:8443/oauth2/token");
  }
}
