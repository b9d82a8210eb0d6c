package org.liangzheng.testkit.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.liangzheng.testkit.conformance.KitCase.Answer;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the conformance kit anew. Not run by the build: the files are committed, so that an answer
 * once given is held for ever after. Keys, nonces and times are fixed: the same bytes each time,
 * but for the one file whose entries are compressed, which depends on the compressor.
 */
public final class ConformanceWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ConformanceWriter() {}

  /**
   * Writes into the folder, over what is there.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    // Made before anything is taken away: a case that cannot be made loses nothing.
    Map<String, byte[]> made = files();
    for (String folder : new String[] {"files", "packs"}) {
      Files.createDirectories(root.resolve(folder));
      try (Stream<Path> old = Files.list(root.resolve(folder))) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, byte[]> file : made.entrySet()) {
      Files.write(root.resolve(file.getKey()), file.getValue());
    }
  }

  /** Every file of the kit by its path below the folder, the expected answers among them. */
  static Map<String, byte[]> files() {
    KitCases kit = KitCases.all();
    Map<String, byte[]> files = new TreeMap<>();
    kit.packs().forEach((name, bytes) -> files.put(pack(name), bytes));
    // Cases about packs ask about one and the same file.
    Map<String, String> written = new LinkedHashMap<>();
    ObjectNode expected = JSON.createObjectNode();
    expected.put("format", "lz-conformance-1");
    ArrayNode cases = expected.putArray("cases");
    for (KitCase one : kit.cases()) {
      String ending = "." + one.kind().ending();
      String path =
          written.computeIfAbsent(
              Sha256Digest.of(one.file().toByteArray()) + ending,
              _ -> "files/" + one.name() + ending);
      files.put(path, one.file().toByteArray());
      describe(cases.addObject(), one, path);
    }
    files.put(
        "expected.json",
        (JSON.writeValueAsString(expected).replace("\r\n", "\n") + "\n")
            .getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static String pack(String name) {
    return "packs/" + name + ".jws";
  }

  private static void describe(ObjectNode json, KitCase one, String path) {
    json.put("name", one.name());
    json.put("zh", one.zh());
    json.put("en", one.en());
    if (one.kind() != KitCase.Kind.DOCUMENT) {
      json.put("kind", one.kind().name());
    }
    json.put("file", path);
    one.pack()
        .ifPresent(name -> {
          json.put("pack", pack(name));
          json.put("anchor", one.anchor());
        });
    json.put("asOf", one.asOf().toString());
    json.put("policy", one.level().name());
    one.seen()
        .ifPresent(mark -> {
          ObjectNode seen = json.putObject("seen");
          seen.put("version", mark.version());
          seen.put("issuedAt", mark.issuedAt().toString());
          seen.put("trustVersion", mark.trustVersion());
          seen.put("digest", mark.digest().value().toHex());
        });
    one.register().ifPresent(answer -> register(json.putObject("register"), answer));
    if (!one.seals().isEmpty()) {
      ObjectNode seals = json.putObject("seals");
      one.seals()
          .forEach((index, dead) ->
              seals.put(Integer.toString(index), dead.map(Object::toString).orElse("IN_FORCE")));
    }
    switch (one.answer()) {
      case Answer.PackRefused refused -> json.put("packRefused", refused.fault().name());
      case Answer.Judged judged -> {
        json.put("verdict", judged.verdict().name());
        ArrayNode reasons = json.putArray("reasons");
        judged.reasons().forEach(reason -> reasons.add(reason.name()));
      }
      case Answer.OfReceipt of ->
          reasons(
              json,
              of.fault().map(ReceiptFault::verdict).orElse(Verdict.VALID).name(),
              of.fault().map(ReceiptFault::name));
      case Answer.OfCode of ->
          reasons(
              json,
              of.fault().isPresent() ? ConformanceKit.NOT_CHECKED : Verdict.VALID.name(),
              of.fault().map(CodeFault::name));
    }
  }

  private static void reasons(ObjectNode json, String verdict, Optional<String> reason) {
    json.put("verdict", verdict);
    ArrayNode reasons = json.putArray("reasons");
    reason.ifPresent(reasons::add);
  }

  private static void register(ObjectNode json, KitCase.Register answer) {
    switch (answer) {
      case KitCase.Register.NotFound _ -> json.put("found", false);
      case KitCase.Register.Found found -> {
        json.put("found", true);
        json.put("sha256", found.sha256());
        json.put("issuer", found.issuer());
        Optional.of(found.notInForce())
            .flatMap(reason -> reason)
            .ifPresent(reason -> json.put("notInForce", reason.name()));
      }
    }
  }
}
