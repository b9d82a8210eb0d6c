package org.liangzheng.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.json.Base64Url;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lz keys assertion}: a client assertion (private_key_jwt, RFC 7523 §3) of the sample
 * client, so that a shell can ask the service for a token.
 */
@Command(
    name = "assertion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "用示例客户端的密钥签一个 60 秒有效的客户端断言（RFC 7523）。",
      "Signs a client assertion of the sample client, good for 60 seconds (RFC 7523)."
    })
final class KeysAssertionCommand implements Callable<Integer> {
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final Surroundings surroundings;

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description = {
        "客户端文件（默认数据目录中的 sample-client.json）。",
        "Client file (sample-client.json in the state folder)."
      })
  @Nullable Path client;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）。",
        "State folder of the service (LZ_HOME or ./var)."
      })
  @Nullable Path home;

  KeysAssertionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file =
        client != null
            ? client
            : surroundings.serviceHome(Optional.ofNullable(home)).resolve("sample-client.json");
    surroundings.out().println(assertion(file));
    return 0;
  }

  private String assertion(Path file) {
    SampleClient sample = SampleClient.read(file);
    byte[] id = new byte[16];
    surroundings.random().nextBytes(id);
    Instant now = surroundings.clock().instant();
    try {
      ECKey key = ECKey.parse(sample.privateKey());
      if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
        throw CliProblem.of(CliFault.CLIENT_MALFORMED, file);
      }
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(sample.clientId())
              .subject(sample.clientId())
              .audience(sample.tokenEndpoint())
              .jwtID(Base64Url.encode(id))
              .issueTime(Date.from(now))
              .expirationTime(Date.from(now.plus(LIFE)))
              .build();
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (ParseException | JOSEException | IllegalArgumentException notAKey) {
      // Its text may quote the key.
      throw CliProblem.of(CliFault.CLIENT_MALFORMED, file);
    }
  }
}
