package org.liangzheng.api.licence;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gets access tokens with the client file that a sample world leaves in its state folder. */
final class SampleToken {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SampleToken() {}

  static String get(Path clientFile) throws Exception {
    JsonNode client = LicenceRequests.JSON.readTree(Files.readString(clientFile));
    long now = Clock.systemUTC().instant().getEpochSecond();
    ObjectNode claims = LicenceRequests.JSON.createObjectNode();
    String id = client.get("client_id").asString();
    claims.put("iss", id).put("sub", id).put("aud", client.get("issuer").asString());
    claims.put("iat", now).put("exp", now + 60).put("jti", UUID.randomUUID().toString());
    String content = part("{\"alg\":\"ES256\"}") + "." + part(claims.toString());
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key(client.get("private_key").get("d").asString()));
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    String form =
        "grant_type=client_credentials"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + content
            + "."
            + BASE64.encodeToString(signature.sign());
    HttpResponse<String> answer =
        TestCity.CLIENT.send(
            HttpRequest.newBuilder(URI.create(client.get("token_endpoint").asString()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new java.io.IOException("no token: " + answer.statusCode() + " " + answer.body());
    }
    return LicenceRequests.JSON.readTree(answer.body()).get("access_token").asString();
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static PrivateKey key(String d) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(
                new BigInteger(1, Base64.getUrlDecoder().decode(d)),
                curve.getParameterSpec(ECParameterSpec.class)));
  }
}
