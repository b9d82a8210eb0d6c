package org.liangzheng.testkit.custody.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bare loops do what they count. */
class LoopsTest {
  @TempDir Path folder;

  @Test
  void each_signature_of_the_loop_is_one_call_of_the_module() throws Exception {
    SoftHsm hsm = SoftHsm.in(folder);
    SoftHsm.Token token = hsm.token("loop");
    Path pem = folder.resolve("key.pem");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pkcs8)
            + "\n-----END PRIVATE KEY-----\n");
    hsm.importKey(token, pem, "key", "01");
    FaultyPkcs11 module = FaultyPkcs11.over(hsm, folder, Sm2Numbers.NONE);
    String said = run(BareLoops.pkcs11(module.path(), "loop", "key", 2, 0.05));
    assertThat(said).startsWith("{\"signatures\":").contains("\"cpuSeconds\":");
    long signatures = Long.parseLong(said.replaceAll("\\D*(\\d+).*", "$1").strip());
    assertThat(signatures).isPositive();
    // 100 of each thread are a warm-up that is not counted.
    assertThat(module.journal()).hasSize((int) signatures + 200);
    assertThat(module.journal()).allMatch(entry -> entry.result() == 0);
  }

  @Test
  void the_hash_loop_prints_a_line_for_each_size() throws Exception {
    for (String digest : List.of("SM3", "SHA256")) {
      String said = run(BareLoops.hash(digest, 0.01, 64, 1048576));
      assertThat(said.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"digest\":\"" + digest + "\""))
          .noneMatch(line -> line.contains("\"digests\":0,"));
    }
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(new ArrayList<>(command)).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(complaint).isZero();
    return said;
  }
}
