package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.verifier.crypto.MalformedException;
import org.springframework.mock.env.MockEnvironment;

class IdentityValuesTest {

  /** Key and thumbprint of the examples in RFC 9449 (§4.1 and §6.1). */
  private static final Map<String, String> RFC_9449 =
      Map.of(
          "kty", "EC",
          "crv", "P-256",
          "x", "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
          "y", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA");

  @Test
  void thumbprintIsThatOfTheStandard() throws Exception {
    assertThat(PublicJwk.of(RFC_9449).thumbprint())
        .isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
  }

  @Test
  void refusesKeysThatAreNotPublicPointsOfTheCurve() {
    for (Map.Entry<String, String> change :
        Map.of("d", "AAAA", "kty", "RSA", "crv", "P-384", "x", "AAAA", "y", RFC_9449.get("x"))
            .entrySet()) {
      Map<String, String> jwk = new java.util.HashMap<>(RFC_9449);
      jwk.put(change.getKey(), change.getValue());
      assertThatThrownBy(() -> PublicJwk.of(jwk))
          .as(change.getKey())
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://licence.example.invalid",
        "https://licence.example.invalid/",
        "https://licence.example.invalid/path",
        "https://user@licence.example.invalid",
        "https://licence.example.invalid?a",
        "https://licence.example.invalid#a",
        "licence.example.invalid",
        "https:",
        "not a uri"
      })
  void refusesUnsafeIssuers(String issuer) {
    assertThatThrownBy(() -> new Issuer(issuer, new MockEnvironment()))
        .isInstanceOf(StartupProblem.class);
  }

  @Test
  void theIssuerIsConfiguredOrTheLoopback() {
    assertThat(new Issuer("https://licence.example.invalid", new MockEnvironment()).tokenEndpoint())
        .isEqualTo("https://licence.example.invalid/oauth2/token");
    assertThat(new Issuer("http://[::1]:9000", new MockEnvironment()).value())
        .isEqualTo("http://[::1]:9000");
    assertThat(new Issuer("", new MockEnvironment().withProperty("server.port", "8090")).value())
        .isEqualTo("http://127.0.0.1:8090");
    Issuer early = new Issuer("", new MockEnvironment().withProperty("server.port", "0"));
    assertThatThrownBy(early::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyErrorOfTheTokenEndpointCanBeSaid() {
    Sentences sentences = Sentences.of(TokenErrors.class);
    for (String code : TokenErrors.CODES) {
      String key = "token." + code.replace('_', '-');
      assertThat(sentences.say(key, List.of()))
          .satisfies(said -> {
            assertThat(said.zh()).isNotBlank();
            // RFC 6749 §5.2: %x20-21 / %x23-5B / %x5D-7E
            assertThat(said.en()).matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
          });
      assertThatCode(() -> sentences.say(key + ".next", List.of())).doesNotThrowAnyException();
    }
  }
}
