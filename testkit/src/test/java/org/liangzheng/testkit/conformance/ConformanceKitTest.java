package org.liangzheng.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.testkit.conformance.ConformanceKit.Case;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Verdict;

/** The committed kit gets the answers that are committed with it. */
class ConformanceKitTest {
  private static final ConformanceKit KIT = ConformanceKit.committed();

  /** Bounds of size and number: the files would be larger than the whole kit. */
  private static final Set<String> NOT_IN_KIT =
      Set.of(
          "PACK_TOO_LARGE",
          "PACKAGE_TOO_LARGE",
          "RECEIPT_TOO_LARGE",
          "PACKAGE_TOO_MANY_ENTRIES",
          // Annotated copies are made by the service alone: its LicenceCopiesTest calls for these.
          "COPY_FACTS_BROKEN",
          "COPY_NOT_SEALED",
          "COPY_EXPIRED",
          // Take a forged CBOR item, another certificate or a point's own scenes:
          // PresentationCodeTest calls for these.
          "CODE_KIND_UNKNOWN",
          "CODE_CRITICAL_UNKNOWN",
          "CODE_ALGORITHM_UNKNOWN",
          "CODE_ALGORITHM_DIFFERS",
          "CODE_LIVES_TOO_LONG",
          "CODE_KEY_NOT_VALID",
          "CODE_KEY_REVOKED",
          "CODE_SCENE_OTHER",
          "CODE_FIELDS_UNREADABLE",
          // Of making a code, not of checking one.
          "CODE_FIELDS_TOO_LARGE");

  static List<Case> cases() {
    return KIT.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theAnswerIsTheOneThatIsAskedFor(Case one) {
    ConformanceKit.Outcome outcome = KIT.ask(one);
    assertThat(outcome.answer())
        .as(() -> one.name() + " " + outcome.report().map(r -> r.findings().toString()).orElse(""))
        .isEqualTo(one.answer());
  }

  /** A remark changes no verdict, so that no answer of the kit tells whether it is made. */
  @Test
  void anUnusualSignatureMethodIsRemarked() {
    List<Case> odd =
        cases().stream().filter(one -> one.name().contains("signature-method-empty")).toList();
    assertThat(odd).isNotEmpty();
    for (Case one : odd) {
      assertThat(KIT.ask(one).report().orElseThrow().findings())
          .anyMatch(finding ->
              finding instanceof Finding.Passed passed
                  && passed.remark().equals(Optional.of(Reason.SIGNATURE_METHOD_ODD)));
    }
  }

  @Test
  void theKitIsLargeEnoughAndSmallEnough() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(100).extracting(Case::name).doesNotHaveDuplicates();
    assertThat(cases().stream().filter(c -> !c.name().contains("good")).count()).isGreaterThan(100);
    assertThat(cases().stream().filter(c -> c.answer().startsWith("VALID ")).count())
        .isGreaterThan(20);
    long size = 0;
    try (Stream<Path> all = Files.walk(ConformanceKit.folder())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    assertThat(size).isLessThan(5 << 19);
  }

  @Test
  void everyFileAndPackIsAskedAbout() throws IOException {
    Set<String> named = new HashSet<>();
    for (Case one : cases()) {
      named.add(one.text("file"));
      if (one.has("pack")) {
        named.add(one.text("pack"));
      }
    }
    Set<String> there = new HashSet<>();
    for (String folder : List.of("files", "packs")) {
      try (Stream<Path> files = Files.list(ConformanceKit.folder().resolve(folder))) {
        files.forEach(file -> there.add(folder + "/" + file.getFileName()));
      }
    }
    assertThat(there).isEqualTo(named);
  }

  /** A reason that no file of the kit calls for would be promised and never seen. */
  @Test
  void everyReasonIsCalledForOrAccountedFor() {
    Set<String> missing = new HashSet<>();
    for (Reason reason : Reason.values()) {
      if (reason.verdict() != Verdict.VALID) {
        missing.add(reason.name());
      }
    }
    for (PackFault fault : PackFault.values()) {
      missing.add(fault.name());
    }
    for (ReceiptFault fault : ReceiptFault.values()) {
      missing.add(fault.name());
    }
    for (CodeFault fault : CodeFault.values()) {
      missing.add(fault.name());
    }
    for (Case one : cases()) {
      missing.removeIf(code -> one.answer().contains(code));
    }
    assertThat(missing).isEqualTo(NOT_IN_KIT);
  }
}
