import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.ofdrw.converter.FontLoader;
import org.ofdrw.converter.export.ImageExporter;
import org.ofdrw.font.Font;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.layout.OFDDoc;
import org.ofdrw.layout.element.Paragraph;
import org.ofdrw.layout.element.Span;
import org.ofdrw.reader.ContentExtractor;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.ExtendSignatureContainer;
import org.ofdrw.sign.OFDSigner;
import org.ofdrw.sign.SignMode;
import org.ofdrw.sign.signContainer.GBT35275DSContainer;
import org.ofdrw.sign.signContainer.SESV1Container;
import org.ofdrw.sign.signContainer.SESV4Container;
import org.ofdrw.sign.stamppos.NormalStampPos;
import org.ofdrw.sign.stamppos.RidingStampPos;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.SignedDataValidateContainer;
import org.ofdrw.sign.verify.container.GBT35275ValidateContainer;
import org.ofdrw.sign.verify.container.SESV1ValidateContainer;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;

/**
 * OFDRW as a peer: one command from the arguments, or one a line from standard input (words by
 * tab); one JSON object a line on standard output.
 *
 * <pre>
 * verify v1|v4|sign FILE
 * text FILE
 * render FILE FOLDER [FONT]
 * stamp IN OUT SEAL.esl CERT.der KEY.p8 PAGE X Y W H [continue|lock]
 * seam IN OUT SEAL.esl CERT.der KEY.p8 W H
 * write TEXT.txt FONT.ttf SUBSET.ttf OUT      one paragraph a line, the font cut to these characters
 * loop THREADS MILLIS STEP                    the steps over and over, steps divided by the word "then";
 *                                             {} in a word stands for the thread's number
 * </pre>
 */
public final class Peer {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private Peer() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Libraries print where they like; answers are alone on standard output.
    System.setOut(System.err);
    if (arguments.length > 0) {
      out.println(answer(arguments));
      return;
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(line.split("\t")));
    }
  }

  private static String answer(String[] words) {
    long start = System.nanoTime();
    try {
      String result = run(words);
      return "{\"ok\":true,\"nanos\":"
          + (System.nanoTime() - start)
          + ",\"result\":"
          + result
          + "}";
    } catch (Throwable failed) {
      return "{\"ok\":false,\"error\":"
          + quoted(failed.getClass().getSimpleName() + ": " + failed.getMessage())
          + "}";
    }
  }

  private static String run(String[] w) throws Exception {
    return switch (w[0]) {
      case "verify" -> verify(w[1], Path.of(w[2]));
      case "text" -> text(Path.of(w[1]));
      case "render" -> render(w);
      case "sign" -> sign(w);
      case "stamp", "stamp-v1" ->
          stamp(
              w,
              signer ->
                  signer.addApPos(
                      new NormalStampPos(
                          Integer.parseInt(w[6]),
                          Double.parseDouble(w[7]),
                          Double.parseDouble(w[8]),
                          Double.parseDouble(w[9]),
                          Double.parseDouble(w[10]))),
              w.length > 11 && w[11].equals("lock"));
      case "seam" ->
          stamp(
              w,
              signer ->
                  signer.addApPos(
                      new RidingStampPos(Double.parseDouble(w[6]), Double.parseDouble(w[7]))),
              false);
      case "write" -> write(Path.of(w[1]), Path.of(w[2]), Path.of(w[3]), Path.of(w[4]));
      case "loop" -> loop(Integer.parseInt(w[1]), Long.parseLong(w[2]), w);
      default -> throw new IllegalArgumentException("no such command");
    };
  }

  /** Operations a second, and a second of CPU time of this whole process. */
  private static String loop(int threads, long millis, String[] w) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      List<Future<Long>> counts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        List<String[]> steps = steps(w, Integer.toString(thread));
        counts.add(
            pool.submit(() -> {
              long count = 0;
              do {
                for (String[] step : steps) {
                  run(step);
                }
                count++;
              } while (System.nanoTime() - start < millis * 1_000_000);
              return count;
            }));
      }
      long count = 0;
      for (Future<Long> one : counts) {
        count += one.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
      return "{\"perSecond\":" + count / seconds + ",\"perCpuSecond\":" + count / cpuSeconds + "}";
    } finally {
      pool.shutdown();
    }
  }

  private static List<String[]> steps(String[] w, String thread) {
    List<String[]> steps = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 3; i < w.length; i++) {
      if (w[i].equals("then")) {
        steps.add(words.toArray(String[]::new));
        words.clear();
      } else {
        words.add(w[i].replace("{}", thread));
      }
    }
    steps.add(words.toArray(String[]::new));
    return steps;
  }

  /** The whole font is read once for each thread: it is the same in every file. */
  private static final ThreadLocal<Map<Path, TrueTypeFont>> FONTS =
      ThreadLocal.withInitial(HashMap::new);

  private static String write(Path text, Path font, Path subset, Path out) throws Exception {
    List<String> lines = Files.readAllLines(text);
    TrueTypeFont whole = FONTS.get().get(font);
    if (whole == null) {
      whole = new TTFParser().parse(font.toFile());
      FONTS.get().put(font, whole);
    }
    // Without name and post, AWT, which lays out the text, refuses the font.
    TTFSubsetter subsetter =
        new TTFSubsetter(
            whole,
            List.of(
                "head", "hhea", "loca", "maxp", "cvt ", "prep", "glyf", "hmtx", "fpgm", "gasp",
                "OS/2", "cmap", "name", "post"));
    lines.forEach(line -> line.codePoints().forEach(subsetter::add));
    try (OutputStream file = Files.newOutputStream(subset)) {
      subsetter.writeToStream(file);
    }
    Font embedded = new Font("Face", "Face", subset);
    try (OFDDoc document = new OFDDoc(out)) {
      for (String line : lines) {
        document.add(new Paragraph().add(new Span(embedded, 4d, line)));
      }
    }
    return quoted(out.toString());
  }

  private static String verify(String kind, Path file) throws Exception {
    SignedDataValidateContainer container =
        switch (kind) {
          case "v1" -> new SESV1ValidateContainer();
          case "v4" -> new SESV4ValidateContainer();
          case "sign" -> new GBT35275ValidateContainer();
          default -> throw new IllegalArgumentException("no such kind");
        };
    try (OFDReader reader = new OFDReader(file);
        OFDValidator validator = new OFDValidator(reader)) {
      validator.setValidator(container);
      validator.exeValidate();
      return "\"verified\"";
    }
  }

  private static String text(Path file) throws Exception {
    List<String> lines = new ArrayList<>();
    try (OFDReader reader = new OFDReader(file)) {
      for (String line : new ContentExtractor(reader).extractAll()) {
        lines.add(quoted(line));
      }
    }
    return "[" + String.join(",", lines) + "]";
  }

  private static String render(String[] w) throws Exception {
    if (w.length > 3) {
      for (String name : Arrays.asList("宋体", "SimSun", "楷体")) {
        FontLoader.getInstance().addSystemFontMapping(name, w[3]);
      }
    }
    try (ImageExporter exporter = new ImageExporter(Path.of(w[1]), Path.of(w[2]), "PNG", 8)) {
      exporter.export();
      return "["
          + String.join(
              ",", exporter.getImgFilePaths().stream().map(p -> quoted(p.toString())).toList())
          + "]";
    }
  }

  private interface Place {
    void on(OFDSigner signer) throws Exception;
  }

  /** IN OUT SEAL CERTIFICATE KEY …: a stamp of version 1, with a seal of version 1. */
  private static ExtendSignatureContainer version1(
      PrivateKey key, byte[] seal, Certificate certificate) {
    return new SESV1Container(key, org.ofdrw.gm.ses.v1.SESeal.getInstance(seal), certificate);
  }

  /** IN OUT CERTIFICATE KEY: a signature without a seal (GB/T 35275). */
  private static String sign(String[] w) throws Exception {
    try (OFDReader reader = new OFDReader(Path.of(w[1]));
        OFDSigner signer = new OFDSigner(reader, Path.of(w[2]))) {
      signer.setSignMode(SignMode.WholeProtected);
      signer.setSignContainer(new GBT35275DSContainer(certificate(w[3]), key(w[4])));
      signer.exeSign();
    }
    return quoted(w[2]);
  }

  private static Certificate certificate(String file) throws Exception {
    return CertificateFactory.getInstance("X.509", PROVIDER)
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
  }

  private static PrivateKey key(String file) throws Exception {
    return KeyFactory.getInstance("EC", PROVIDER)
        .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(file))));
  }

  private static String stamp(String[] w, Place place, boolean lock) throws Exception {
    byte[] seal = Files.readAllBytes(Path.of(w[3]));
    Certificate certificate = certificate(w[4]);
    PrivateKey key = key(w[5]);
    ExtendSignatureContainer container =
        w[0].equals("stamp-v1")
            ? version1(key, seal, certificate)
            : new SESV4Container(key, SESeal.getInstance(seal), certificate);
    try (OFDReader reader = new OFDReader(Path.of(w[1]));
        OFDSigner signer = new OFDSigner(reader, Path.of(w[2]))) {
      signer.setSignMode(lock ? SignMode.WholeProtected : SignMode.ContinueSign);
      signer.setSignContainer(container);
      place.on(signer);
      signer.exeSign();
    }
    return quoted(w[2]);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
