package org.liangzheng.testkit.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liangzheng.testkit.conformance.ConformanceKit.Case;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.seal.SealReader;

/** The fuzz targets, with what each starts from. Their names are what {@code lz fuzz} takes. */
enum FuzzTarget {
  SEAL(SealFuzz::fuzzerTestOneInput),
  OFD(OfdFuzz::fuzzerTestOneInput),
  PACK(PackFuzz::fuzzerTestOneInput),
  REPORT(ReportFuzz::fuzzerTestOneInput),
  TIMESTAMP(TimestampFuzz::fuzzerTestOneInput),
  SIGNEDDATA(SignedDataFuzz::fuzzerTestOneInput),
  LOG(LogFuzz::fuzzerTestOneInput),
  CODE(CodeFuzz::fuzzerTestOneInput),
  RECEIPT(ReceiptFuzz::fuzzerTestOneInput);

  private final Input input;

  FuzzTarget(Input input) {
    this.input = input;
  }

  /** Takes one input; throws what is no declared refusal. */
  interface Input {
    void take(byte[] data) throws Exception;
  }

  void take(byte[] data) throws Exception {
    input.take(data);
  }

  /** Name of the target and of its folders. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Inputs that were found once; they are replayed by every test run. */
  static Path found(FuzzTarget target) {
    return Path.of(System.getProperty("house.root", ".."))
        .resolve("testkit/src/test/resources/fuzz")
        .resolve(target.word());
  }

  /** Seeds by name: parts of the kit's files, and what was found. */
  Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Case one : Sealed.KIT.cases()) {
      switch (this) {
        case OFD, CODE, RECEIPT -> {
          if (one.kind().equals(this == OFD ? "DOCUMENT" : name())) {
            seeds.put(one.name(), Sealed.KIT.read(one.text("file")));
          }
        }
        case PACK -> {
          if (one.has("pack")) {
            seeds.put(one.name(), Sealed.KIT.read(one.text("pack")));
          }
        }
        case SEAL -> part(one, "SignedValue.dat").ifPresent(b -> seeds.put(one.name(), b));
        case SIGNEDDATA -> {
          if (one.name().contains("sign-") || one.name().contains("-sign")) {
            part(one, "SignedValue.dat").ifPresent(b -> seeds.put(one.name(), b));
          }
        }
        case TIMESTAMP -> token(one).ifPresent(b -> seeds.put(one.name(), b));
        case REPORT, LOG -> {}
      }
    }
    if (this == REPORT) {
      List<ByteString> parts = new ArrayList<>(ReportFuzz.LICENCE.values());
      for (int i = 0; i < parts.size(); i++) {
        byte[] part = parts.get(i).toByteArray();
        byte[] seed = new byte[part.length + 1];
        seed[0] = (byte) i;
        System.arraycopy(part, 0, seed, 1, part.length);
        seeds.put("part-" + i, seed);
      }
    }
    if (this == LOG) {
      seeds.putAll(LogSeeds.make());
    }
    if (this == CODE) {
      seeds.putAll(CodeFuzz.seeds());
    }
    if (this == RECEIPT) {
      seeds.putAll(ReceiptFuzz.seeds());
    }
    if (this == SEAL) {
      part(Sealed.named("sm2-good-licence"), "Seal.esl").ifPresent(b -> seeds.put("seal", b));
    }
    if (Files.isDirectory(found(this))) {
      try (Stream<Path> found = Files.list(found(this))) {
        for (Path file : found.sorted().toList()) {
          seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return seeds;
  }

  private static Optional<byte[]> part(Case one, String name) {
    return Sealed.parts(Sealed.KIT.read(one.text("file")))
        .map(parts -> parts.get("/Doc_0/Signs/Sign_0/" + name))
        .map(ByteString::toByteArray);
  }

  private static Optional<byte[]> token(Case one) {
    return part(one, "SignedValue.dat")
        .flatMap(value -> {
          try {
            return SealReader.readSignature(value).timestamp().map(ByteString::toByteArray);
          } catch (MalformedException noStamp) {
            return Optional.empty();
          }
        });
  }

  /**
   * Writes the seeds of a target into a folder, for the fuzzer to start from.
   *
   * @param arguments target, folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<String, byte[]> seed :
        FuzzTarget.valueOf(arguments[0].toUpperCase(Locale.ROOT)).seeds().entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }
}
