package org.liangzheng.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.sample.SampleWorld;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * The public files of a sample world, as in folder keys-sample: {@code *.cer} and {@code *.crl}
 * (DER), {@code *.esl} (seals), {@code pack.jws} and {@code anchor.txt}.
 */
record SampleWorldFiles(Path folder) {
  /**
   * Refuses a folder that is there, before a key is made.
   *
   * @throws CliProblem if it is there already
   */
  void requireFree() {
    if (Files.exists(folder)) {
      throw CliProblem.of(CliFault.FILE_EXISTS, folder);
    }
  }

  /** Makes the folder and writes all files; returns how many. */
  int write(SampleWorld world, byte[] pack) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw CliProblem.of(CliFault.FILE_UNWRITABLE, folder);
    }
    for (Map.Entry<SampleRole, Certificate> entry : world.certificates().entrySet()) {
      write(entry.getKey().label() + ".cer", entry.getValue().der().toByteArray());
    }
    for (SampleDepartment department : SampleDepartment.values()) {
      write(
          department.sealKey().label() + ".esl",
          Optional.ofNullable(world.licenceSeals().get(department))
              .orElseThrow()
              .der()
              .toByteArray());
    }
    write(SampleRole.COPY_SEAL.label() + ".esl", world.copySeal().der().toByteArray());
    List<SampleRole> issuers = List.of(SampleRole.ROOT, SampleRole.ISSUING_CA);
    for (int i = 0; i < issuers.size(); i++) {
      write(issuers.get(i).label() + ".crl", world.revocations().get(i).der().toByteArray());
    }
    write("pack.jws", pack);
    write(
        "anchor.txt",
        (world.root().anchor().value().toHex() + "\n").getBytes(StandardCharsets.US_ASCII));
    return world.certificates().size() + SampleDepartment.values().length + issuers.size() + 3;
  }

  private void write(String name, byte[] bytes) {
    OutputFile.write(folder.resolve(name), bytes);
  }
}
