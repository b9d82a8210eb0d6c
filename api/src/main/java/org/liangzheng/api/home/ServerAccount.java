package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. As root (containers, a quick trial) it is put into a user
 * namespace of its own, where it does not see itself as root; where namespaces are not available
 * (the usual container profile) it runs as the account {@code nobody}, which then owns the data
 * folder and keeps the one capability to walk into folders that are closed to it.
 */
enum ServerAccount {
  /** The account that runs the service: not root. */
  SAME(""),
  /** Root, seen from inside a user namespace without a mapping. */
  NAMESPACE("unshare --user --"),
  /** The account 65534. */
  NOBODY(
      // Without no_setuid_fixup access(2), which initdb asks first, ignores the capability.
      "setpriv --securebits=+no_setuid_fixup --reuid=65534 --regid=65534 --clear-groups"
          + " --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search"
          + " --bounding-set=-all,+dac_read_search --");

  private static final int NOBODY_ID = 65534;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Words before the command, separated by single spaces. */
  private final String prefix;

  ServerAccount(String prefix) {
    this.prefix = prefix;
  }

  /** The first that works here. */
  static ServerAccount choose() throws IOException {
    if (!root()) {
      return SAME;
    }
    return works(NAMESPACE) ? NAMESPACE : NOBODY;
  }

  private static boolean root() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static boolean works(ServerAccount account) {
    try {
      return Command.run(account.command(List.of("true")), LIMIT).succeeded();
    } catch (IOException notInstalled) {
      return false;
    }
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (!prefix.isEmpty()) {
      whole.addAll(List.of(prefix.split(" ")));
    }
    whole.addAll(command);
    return whole;
  }

  /** Gives a folder and all in it to the account, if the last run used another way. */
  void own(Path folder) throws IOException {
    if (this == SAME || !Files.exists(folder)) {
      return;
    }
    int wanted = this == NOBODY ? NOBODY_ID : 0;
    if (Integer.valueOf(wanted).equals(Files.getAttribute(folder, "unix:uid"))) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            give(file, wanted);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            // After its content, so that an interrupted change is found and done again.
            give(visited, wanted);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void give(Path file, int id) throws IOException {
    Files.setAttribute(file, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
  }
}
