package org.liangzheng.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTokensTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

  /** RFC 9449 §4.1 and §4.3: type, public key alone, method, address, time, hash of the token. */
  @Test
  void aProofNamesItsRequestAndItsToken() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    OwnTokens tokens = new OwnTokens(key, CLOCK, new SecureRandom());
    // The access token and its ath are those of the example of RFC 9449 §7.1.
    String text =
        tokens.proof(
            "GET",
            "https://resource.example.org/protectedresource",
            Optional.of("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"));
    SignedJWT proof = SignedJWT.parse(text);
    assertThat(proof.verify(new ECDSAVerifier(key.toECPublicKey()))).isTrue();
    assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
    assertThat(proof.getHeader().getJWK().isPrivate()).isFalse();
    assertThat(proof.getJWTClaimsSet().getStringClaim("ath"))
        .isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    assertThat(proof.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("GET");
    assertThat(proof.getJWTClaimsSet().getStringClaim("htu"))
        .isEqualTo("https://resource.example.org/protectedresource");
    String again = tokens.proof("GET", "https://resource.example.org/x", Optional.empty());
    assertThat(SignedJWT.parse(again).getJWTClaimsSet().getJWTID())
        .isNotEqualTo(proof.getJWTClaimsSet().getJWTID());
    assertThat(SignedJWT.parse(again).getJWTClaimsSet().getClaim("ath")).isNull();
  }

  @Test
  void onlyAPrivateKeyOfItsCurveSigns() throws Exception {
    ECKey open = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK();
    assertThatThrownBy(() -> new OwnTokens(open, CLOCK, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
    ECKey other = new ECKeyGenerator(Curve.P_384).generate();
    assertThatThrownBy(() -> new OwnTokens(other, CLOCK, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
