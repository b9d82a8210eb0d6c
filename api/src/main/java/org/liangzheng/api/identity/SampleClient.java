package org.liangzheng.api.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.home.Home;
import org.liangzheng.verifier.crypto.MalformedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file a first client works with on the machine the service runs on: {@code sample-client.json}
 * in the state folder, mode 0600. Its private key is the client's; the service makes it on the
 * client's behalf and does not keep it.
 */
public final class SampleClient {

  /** In the state folder. */
  public static final String FILE = "sample-client.json";

  private static final int COORDINATE = 32;
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Home home;
  private final Issuer issuer;
  private final JsonMapper json;
  private final SecureRandom random;

  SampleClient(Home home, Issuer issuer, JsonMapper json, SecureRandom random) {
    this.home = home;
    this.issuer = issuer;
    this.json = json;
    this.random = random;
  }

  /**
   * Makes the file when it is missing; keeps its key and brings the rest up to date when not, for
   * the port may have changed. To be called once the service listens.
   *
   * @return the public key to register
   * @throws IllegalStateException if the file is there and cannot be understood
   */
  public PublicJwk ensure(String clientId) {
    Optional<String> present = home.readPrivate(FILE);
    Map<String, ?> key = present.isPresent() ? privateKey(present.get()) : newKey();
    PublicJwk jwk = publicKey(key);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("client_id", clientId);
    file.put("token_endpoint", issuer.tokenEndpoint());
    file.put("issuer", issuer.value());
    file.put("private_key", key);
    String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    if (present.isEmpty() || !present.get().equals(text)) {
      home.writePrivate(FILE, text);
    }
    return jwk;
  }

  private Map<String, ?> privateKey(String text) {
    try {
      if (json.readValue(text, OBJECT).get("private_key") instanceof Map<?, ?> key) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        key.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
      }
    } catch (JacksonException unreadable) {
      // Told below, without its text: that quotes the file.
    }
    throw unusable();
  }

  private static PublicJwk publicKey(Map<String, ?> key) {
    try {
      return PublicJwk.pointOf(key);
    } catch (MalformedException malformed) {
      throw unusable();
    }
  }

  private static IllegalStateException unusable() {
    return new IllegalStateException(
        FILE + " in the state folder cannot be understood; remove it and start again");
  }

  private Map<String, String> newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey open = (ECPublicKey) pair.getPublic();
      Map<String, String> jwk = new LinkedHashMap<>();
      jwk.put("kty", "EC");
      jwk.put("crv", "P-256");
      jwk.put("x", base64(open.getW().getAffineX()));
      jwk.put("y", base64(open.getW().getAffineY()));
      jwk.put("d", base64(((ECPrivateKey) pair.getPrivate()).getS()));
      return jwk;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has P-256", impossible);
    }
  }

  private static String base64(BigInteger number) {
    byte[] bytes = new byte[COORDINATE];
    byte[] signed = number.toByteArray();
    int length = Math.min(signed.length, COORDINATE);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
