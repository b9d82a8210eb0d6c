package org.liangzheng.testkit.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program for the real java in {@link StartTest}: reads the file it is given and says so. */
public final class Echo {
  private Echo() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2) {
      System.out.println(args[0] + " " + args[1] + " " + Files.readString(Path.of(args[1])));
    }
    System.exit(3);
  }
}
