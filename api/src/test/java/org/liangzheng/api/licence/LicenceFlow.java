package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A department that issues, and what anybody verifies its licences by. */
abstract class LicenceFlow {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired Clock clock;
  TestCity city;

  @BeforeEach
  void open() {
    city = TestCity.of(context);
  }

  Reply issued() {
    Reply reply = city.issue(LicenceRequests.valid());
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply;
  }

  byte[] file(Reply issued) {
    Reply file = city.read(issued.json().at("/file/href").asString());
    assertThat(file.status()).as(file.problem()).isEqualTo(200);
    return file.body();
  }

  /** As anybody has it: the pack as served, and the anchor as it was handed over. */
  Evidence evidence() throws Exception {
    Reply pack = city.read("/v1/trust/pack");
    assertThat(pack.header("Content-Type")).isEqualTo("application/jose");
    Path home = Path.of(context.getEnvironment().getRequiredProperty("liangzheng.home"));
    Sha256Digest anchor =
        new Sha256Digest(ByteString.ofHex(Files.readString(home.resolve("trust-anchor")).strip()));
    EvidencePack read = PackReader.read(pack.body(), anchor, Optional.empty(), clock.instant());
    return Evidence.of(read, Duration.ofHours(4));
  }
}
