package org.liangzheng.testkit.custody.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bare loop and the provisioning tool of the SDF test device. */
class SdfLoopTest {
  @TempDir Path folder;

  @Test
  void keys_are_made_and_the_loop_signs_with_them_and_with_no_wrong_password() throws Exception {
    SdfStandIn device = SdfStandIn.create(folder, "device", 2012, 64);
    Path password = Files.writeString(folder.resolve("password"), "access-password\n");
    assertThat(run(0, "sdfprovision.c", device.library(), "3", "4", password)).isEqualTo("3\n4\n");
    String line = run(0, "sdfloop.c", device.library(), "3", password, "2", "0.2");
    assertThat(line).matches("(?s)\\{\"threads\":2,\"signatures\":[1-9]\\d*,.*}\n");
    assertThat(device.journal()).hasSizeGreaterThanOrEqualTo(2).allMatch(l -> l.startsWith("3 "));
    Path wrong = Files.writeString(folder.resolve("wrong"), "something else");
    assertThat(run(1, "sdfloop.c", device.library(), "3", wrong, "1", "0.2"))
        .contains("SDF_GetPrivateKeyAccessRight: 0x01000018");
  }

  private String run(int expected, String source, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(NativeBuild.of(SdfStandIn.class, source).libraries("-ldl").program().toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(expected);
    return output;
  }
}
