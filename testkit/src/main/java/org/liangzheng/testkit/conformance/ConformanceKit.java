package org.liangzheng.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed kit: reads expected.json and asks our verifier its questions. */
public final class ConformanceKit {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The answer about a code that could not be checked: no verdict. */
  public static final String NOT_CHECKED = "NOT_CHECKED";

  private final Path folder;

  private ConformanceKit(Path folder) {
    this.folder = folder;
  }

  /** The kit in the checkout. */
  public static ConformanceKit committed() {
    return new ConformanceKit(folder());
  }

  /** The folder in the checkout. */
  public static Path folder() {
    return Path.of(System.getProperty("house.root", ".."), "conformance");
  }

  /**
   * One case as it stands in expected.json.
   *
   * @param answer what has to come out, as {@link #answer} words it
   */
  public record Case(String name, JsonNode json, String answer) {
    @Override
    public String toString() {
      return name;
    }

    /** A member that has to be there. */
    public String text(String member) {
      return json.required(member).stringValue();
    }

    /** What is asked about: DOCUMENT, RECEIPT or CODE. */
    public String kind() {
      return json.path("kind").asString("DOCUMENT");
    }

    public boolean has(String member) {
      return json.has(member);
    }
  }

  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (JsonNode json : JSON.readTree(read("expected.json")).required("cases")) {
      cases.add(new Case(json.required("name").stringValue(), json, expected(json)));
    }
    return cases;
  }

  private static String expected(JsonNode json) {
    if (json.has("packRefused")) {
      return json.required("packRefused").stringValue();
    }
    List<String> reasons = new ArrayList<>();
    json.required("reasons").forEach(reason -> reasons.add(reason.stringValue()));
    return json.required("verdict").stringValue() + " " + reasons;
  }

  /** The bytes of a file of the kit. */
  public byte[] read(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** What our verifier says: {@code VERDICT [REASON, …]}, or the pack's fault. */
  public String answer(Case one) {
    return ask(one).answer();
  }

  /** What came out; a report unless the pack was refused. */
  public record Outcome(String answer, Optional<Report> report) {}

  /** Asks our verifier. */
  public Outcome ask(Case one) {
    Instant instant = Instant.parse(one.text("asOf"));
    try {
      Evidence evidence = evidence(one, instant);
      if (one.kind().equals("RECEIPT")) {
        return new Outcome(receipt(read(one.text("file")), evidence, instant), Optional.empty());
      }
      if (one.kind().equals("CODE")) {
        return new Outcome(code(read(one.text("file")), evidence, instant), Optional.empty());
      }
      Policy policy = one.text("policy").equals("ISSUED") ? Policy.ISSUED : Policy.FILE;
      Report report = Verifier.verify(read(one.text("file")), evidence, policy, instant);
      List<String> reasons = report.reasons().stream().map(Reason::name).sorted().toList();
      return new Outcome(report.verdict() + " " + reasons, Optional.of(report));
    } catch (PackRefusedException refused) {
      return new Outcome(refused.fault().name(), Optional.empty());
    } catch (MalformedException badKit) {
      throw new IllegalStateException("expected.json is broken at " + one.name(), badKit);
    }
  }

  private static String receipt(byte[] file, Evidence evidence, Instant instant) {
    ReceiptReport report = ReceiptVerifier.verify(file, evidence, instant);
    return report.verdict() + " " + report.fault().stream().toList();
  }

  private static String code(byte[] file, Evidence evidence, Instant instant) {
    String text = new String(file, StandardCharsets.UTF_8);
    return switch (CodeVerifier.verify(text, evidence, CodePolicy.OFFLINE, instant)) {
      case CodeResult.Valid _ -> Verdict.VALID + " []";
      case CodeResult.NotChecked not -> NOT_CHECKED + " [" + not.fault() + "]";
    };
  }

  private Evidence evidence(Case one, Instant instant)
      throws PackRefusedException, MalformedException {
    if (!one.has("pack")) {
      return Evidence.none();
    }
    Optional<PackMark> seen = Optional.empty();
    if (one.has("seen")) {
      JsonNode mark = one.json().required("seen");
      seen =
          Optional.of(
              new PackMark(
                  mark.required("version").longValue(),
                  Instant.parse(mark.required("issuedAt").stringValue()),
                  mark.required("trustVersion").longValue(),
                  Hex.sha256(mark.required("digest").stringValue())));
    }
    Evidence evidence =
        Evidence.of(
            PackReader.read(read(one.text("pack")), Hex.sha256(one.text("anchor")), seen, instant),
            PackAge.DEFAULT_LIMIT);
    if (one.has("register")) {
      evidence = evidence.withRegister(register(one.json().required("register")));
    }
    if (one.has("seals")) {
      evidence = evidence.withSealStatus(seals(one.json().required("seals"))::apply);
    }
    return evidence;
  }

  private static Function<LicenceId, RegisterAnswer> register(JsonNode json)
      throws MalformedException {
    if (!json.required("found").booleanValue()) {
      return _ -> new RegisterAnswer.NotFound();
    }
    Sha256Digest digest = Hex.sha256(json.required("sha256").stringValue());
    OrganizationId issuer = OrganizationId.parse(json.required("issuer").stringValue());
    Optional<Reason> reason =
        Optional.ofNullable(json.get("notInForce")).map(r -> Reason.valueOf(r.stringValue()));
    return id -> new RegisterAnswer.Found(id, issuer, digest, reason);
  }

  private static Function<Integer, SealStatus> seals(JsonNode json) {
    Map<Integer, SealStatus> table = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String since = entry.getValue().stringValue();
      table.put(
          Integer.valueOf(entry.getKey()),
          since.equals("IN_FORCE")
              ? new SealStatus.InForce()
              : new SealStatus.NotInForce(Instant.parse(since)));
    }
    return index -> table.getOrDefault(index, new SealStatus.NotKnown());
  }
}
