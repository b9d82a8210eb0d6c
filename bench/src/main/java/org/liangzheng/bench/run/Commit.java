package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which state of the sources is measured. */
public final class Commit {
  /** Property by which a process is told the commit of the run it belongs to. */
  public static final String TOLD = "house.commit";

  private static final int SHOWN = 12;

  private Commit() {}

  /**
   * The first characters of its commit, and {@code +} if the sources differ from it; {@code
   * unknown} where git cannot tell.
   */
  public static String here() {
    String told = System.getProperty(TOLD);
    if (told != null) {
      return told;
    }
    try {
      String commit = git("rev-parse", "HEAD");
      if (!commit.matches("[0-9a-f]{40,}")) {
        return "unknown";
      }
      // What the bench writes itself changes nothing that is measured.
      boolean changed = !git("status", "--porcelain", "--", ":!bench/results").isEmpty();
      return commit.substring(0, SHOWN) + (changed ? "+" : "");
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static String git(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-C", System.getProperty("house.root", ".")));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? said : "";
  }
}
