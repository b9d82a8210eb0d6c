package org.liangzheng.verifier.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Planted: the verifier must not read files. */
public final class ReadsFiles {
  private ReadsFiles() {}

  public static byte[] read(Path path) throws IOException {
    return Files.readAllBytes(path);
  }
}
