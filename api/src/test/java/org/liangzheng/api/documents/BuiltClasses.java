package org.liangzheng.api.documents;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets the real {@code ./lz} start the classes that are built already: the Maven it finds leaves,
 * where a build would leave the jar of a module, one that names the class path of this test.
 */
public final class BuiltClasses {
  private static final Map<String, String> MAINS =
      Map.of("api", "org.liangzheng.api.Application", "cli", "org.liangzheng.cli.Lz");

  private static final String MAVEN =
      """
      #!/bin/sh
      case $* in
        -version) echo 'Apache Maven 3.9.9 (built classes)'; exit 0 ;;
      esac
      for argument; do
        [ "${module-}" != next ] || module=$argument
        [ "$argument" != -pl ] || module=next
        case $argument in -Dhouse.build=*) place=${argument#-Dhouse.build=} ;; esac
      done
      place=${place%/*}/$module
      mkdir -p "$place/lib" && cp "FOLDER/$module.jar" "$place/$module-0.1.0-SNAPSHOT.jar"
      """;

  private BuiltClasses() {}

  /**
   * Environment variables for {@code ./lz}.
   *
   * @param folder an empty one, for what it needs
   */
  public static Map<String, String> settings(Path folder) throws IOException {
    for (Map.Entry<String, String> main : MAINS.entrySet()) {
      jar(folder.resolve(main.getKey() + ".jar"), main.getValue());
    }
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path maven = Files.writeString(bin.resolve("mvn"), MAVEN.replace("FOLDER", folder.toString()));
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> settings = new HashMap<>();
    settings.put("PATH", bin + ":" + System.getenv("PATH"));
    settings.put("MAVEN_HOME", "");
    settings.put("LZ_WORK", folder.resolve("work").toString());
    // What a start would gain by a cache, making one costs several times.
    settings.put("LZ_AOT", "off");
    settings.put("LZ_JAVA_OPTS", "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return settings;
  }

  private static void jar(Path file, String main) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            // What only tests need is no part of the service.
            .filter(entry -> !entry.endsWith("test-classes"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
  }
}
