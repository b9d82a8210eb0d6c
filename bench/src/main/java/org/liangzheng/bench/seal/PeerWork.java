package org.liangzheng.bench.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.testkit.peer.OfdrwPeer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OFDRW at the work of {@link SealJob}; its process starts when it is first asked. */
public final class PeerWork {
  /** Version of OFDRW, as {@code bench/peer-ofdrw/pom.xml} has it. */
  public static final String VERSION = "2.3.1";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FONT =
      System.getProperty("house.fonts", "/usr/share/fonts/truetype")
          + "/lxgw-wenkai/LXGWWenKai-Regular.ttf";

  private final String classPath;
  private final Path folder;
  private @Nullable OfdrwPeer peer;

  /**
   * Ready to start.
   *
   * @param classPath of {@link OfdrwPeer#compile}
   * @param folder for its files
   */
  public PeerWork(String classPath, Path folder) {
    this.classPath = classPath;
    this.folder = folder;
  }

  Contestant stamp(String name, int threads) {
    return contestant(name, threads, stampWords("document.ofd"));
  }

  Contestant verify(String name, int threads) {
    return contestant(name, threads, List.of("verify", "v4", file("licence.ofd")));
  }

  /** The face's text as paragraphs with a font cut to it: no artwork, no data, no seal. */
  Contestant write(String name, int threads) {
    return contestant(name, threads, writeWords());
  }

  Contestant writeAndStamp(String name, int threads) {
    List<String> words = new ArrayList<>(writeWords());
    words.add("then");
    words.addAll(stampWords("written-{}.ofd"));
    return contestant(name, threads, words);
  }

  /** The whole of making a licence: written, stamped, and the file verified. */
  public Contestant make(String name, int threads) {
    List<String> words = new ArrayList<>(writeWords());
    words.add("then");
    words.addAll(stampWords("written-{}.ofd"));
    words.addAll(List.of("then", "verify", "v4", file("stamped-{}.ofd")));
    return contestant(name, threads, words);
  }

  private List<String> stampWords(String in) {
    return List.of(
        "stamp",
        file(in),
        file("stamped-{}.ofd"),
        file("seal.esl"),
        file("signer.der"),
        file("key.p8"),
        "1",
        "100",
        "100",
        "40",
        "40",
        "lock");
  }

  private List<String> writeWords() {
    return List.of("write", file("face.txt"), FONT, file("subset-{}.ttf"), file("written-{}.ofd"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Contestant contestant(String name, int threads, List<String> words) {
    return new Contestant.Neighbour(name, millis -> ask(threads, millis, words));
  }

  private Measured ask(int threads, long millis, List<String> words) {
    List<String> command =
        new ArrayList<>(Arrays.asList("loop", Integer.toString(threads), Long.toString(millis)));
    command.addAll(words);
    try {
      JsonNode answer = JSON.readTree(started().ask(command.toArray(String[]::new)));
      if (!answer.path("ok").asBoolean()) {
        throw new IllegalStateException("the peer failed: " + answer.path("error").asString());
      }
      return new Measured(
          answer.required("result").required("perSecond").asDouble(),
          answer.required("result").required("perCpuSecond").asDouble());
    } catch (IOException failed) {
      throw new UncheckedIOException("the peer cannot be asked", failed);
    }
  }

  private OfdrwPeer started() throws IOException {
    OfdrwPeer running = peer;
    if (running == null) {
      SealJob job = SealJob.shared();
      Files.write(folder.resolve("document.ofd"), job.document());
      Files.write(folder.resolve("licence.ofd"), job.licence());
      Files.write(folder.resolve("seal.esl"), job.seal().der().toByteArray());
      Files.write(folder.resolve("signer.der"), job.signer().der().toByteArray());
      Files.write(folder.resolve("key.p8"), job.key().toPkcs8());
      List<String> lines = new ArrayList<>();
      // Its font tool knows no character beyond the first plane: it is spared that work.
      job.content()
          .faceValues()
          .texts()
          .values()
          .forEach(values -> values.forEach(value -> lines.add(value.replace("𠮷", "吉"))));
      Files.write(folder.resolve("face.txt"), lines);
      running = OfdrwPeer.start(classPath);
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      peer = running;
    }
    return running;
  }
}
