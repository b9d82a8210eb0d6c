package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.home.Home;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class SampleClientTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private static SampleClient sample(Home home, String port) {
    return new SampleClient(
        home,
        new Issuer("", new MockEnvironment().withProperty("server.port", port)),
        JSON,
        new SecureRandom());
  }

  @Test
  void makesTheFileOnceAndKeepsItsKey() throws Exception {
    try (Home home = Home.open(folder.resolve("home").toString(), Clock.systemUTC())) {
      PublicJwk made = sample(home, "8080").ensure("sample");
      Path file = home.path().resolve(SampleClient.FILE);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Map<String, Object> content = read(file);
      assertThat(content.get("client_id")).isEqualTo("sample");
      assertThat(content.get("issuer")).isEqualTo("http://127.0.0.1:8080");
      assertThat(content.get("token_endpoint")).isEqualTo("http://127.0.0.1:8080/oauth2/token");

      Object key = content.get("private_key");
      assertThat(sample(home, "9090").ensure("sample")).isEqualTo(made);
      assertThat(read(file).get("private_key")).isEqualTo(key);
      assertThat(read(file).get("issuer")).isEqualTo("http://127.0.0.1:9090");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void doesNotReplaceWhatItCannotRead() throws Exception {
    try (Home home = Home.open(folder.resolve("home").toString(), Clock.systemUTC())) {
      Path file = home.path().resolve(SampleClient.FILE);
      Files.writeString(file, "{\"private_key\": {\"d\": \"hidden\"}");
      assertThatThrownBy(() -> sample(home, "8080").ensure("sample"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining("hidden");
      assertThat(file).content().contains("hidden");
    }
  }

  private static Map<String, Object> read(Path file) {
    return JSON.readValue(file.toFile(), new TypeReference<>() {});
  }
}
