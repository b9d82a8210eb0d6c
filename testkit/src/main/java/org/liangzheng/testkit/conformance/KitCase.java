package org.liangzheng.testkit.conformance;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/**
 * One question of the kit and the answer it must get.
 *
 * @param name also the name of its file
 * @param file the bytes to be judged
 * @param pack name of the evidence pack; empty for none
 * @param anchor what is pinned
 * @param asOf the instant that is asked about
 * @param seen the newest pack seen before, if any
 * @param register the register's answer, if it is asked
 * @param seals when a seal of a status index ceased to be in force; an index with no instant is in
 *     force
 */
record KitCase(
    String name,
    ByteString file,
    Optional<String> pack,
    String anchor,
    Instant asOf,
    Report.Level level,
    Optional<PackMark> seen,
    Optional<Register> register,
    Map<Integer, Optional<Instant>> seals,
    Answer answer,
    String zh,
    String en) {
  KitCase {
    seals = Map.copyOf(seals);
  }

  /** The answer a verifier must give. */
  sealed interface Answer {
    /**
     * A verdict.
     *
     * @param reasons all that carry it
     */
    record Judged(Verdict verdict, List<Reason> reasons) implements Answer {
      public Judged {
        reasons = reasons.stream().sorted(Comparator.comparing(Reason::name)).toList();
      }
    }

    /** The pack is refused, and so nothing is judged. */
    record PackRefused(PackFault fault) implements Answer {}

    /** Of a usage receipt: right, or the first step that fails. */
    record OfReceipt(Optional<ReceiptFault> fault) implements Answer {}

    /** Of a presentation code: right, or why it is not checked. */
    record OfCode(Optional<CodeFault> fault) implements Answer {}
  }

  /** What is asked about: the file's ending says it too. */
  Kind kind() {
    return switch (answer) {
      case Answer.OfReceipt _ -> Kind.RECEIPT;
      case Answer.OfCode _ -> Kind.CODE;
      case Answer.Judged _, Answer.PackRefused _ -> Kind.DOCUMENT;
    };
  }

  /** What a file of the kit is. */
  enum Kind {
    DOCUMENT("ofd"),
    RECEIPT("receipt.json"),
    CODE("code.txt");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }

    String ending() {
      return ending;
    }
  }

  static Answer valid() {
    return new Answer.Judged(Verdict.VALID, List.of());
  }

  /** The verdict that the reasons call for; all of one verdict. */
  static Answer because(Reason... reasons) {
    Verdict verdict = reasons[0].verdict();
    if (Arrays.stream(reasons).anyMatch(r -> r.verdict() != verdict)) {
      throw new IllegalArgumentException("reasons of several verdicts");
    }
    return new Answer.Judged(verdict, List.of(reasons));
  }

  /** What the register says. */
  sealed interface Register {
    /** It knows no such identifier. */
    record NotFound() implements Register {}

    /**
     * It has an entry.
     *
     * @param sha256 of the file as issued, hexadecimal
     * @param issuer USCC
     */
    record Found(String sha256, String issuer, Optional<Reason> notInForce) implements Register {}
  }

  KitCase withPack(String other) {
    return new KitCase(
        name, file, Optional.of(other), anchor, asOf, level, seen, register, seals, answer, zh, en);
  }

  KitCase withoutPack() {
    return new KitCase(
        name, file, Optional.empty(), anchor, asOf, level, seen, register, seals, answer, zh, en);
  }

  KitCase pinned(String other) {
    return new KitCase(name, file, pack, other, asOf, level, seen, register, seals, answer, zh, en);
  }

  KitCase at(Instant instant) {
    return new KitCase(
        name, file, pack, anchor, instant, level, seen, register, seals, answer, zh, en);
  }

  KitCase havingSeen(PackMark mark) {
    return new KitCase(
        name, file, pack, anchor, asOf, level, Optional.of(mark), register, seals, answer, zh, en);
  }

  /** Asks whether it was issued, and nobody can be asked. */
  KitCase issuedUnasked() {
    return new KitCase(
        name,
        file,
        pack,
        anchor,
        asOf,
        Report.Level.ISSUED,
        seen,
        Optional.empty(),
        seals,
        answer,
        zh,
        en);
  }

  KitCase issued(Register says) {
    return new KitCase(
        name,
        file,
        pack,
        anchor,
        asOf,
        Report.Level.ISSUED,
        seen,
        Optional.of(says),
        seals,
        answer,
        zh,
        en);
  }

  KitCase sealStatus(int index, Optional<Instant> deadSince) {
    return new KitCase(
        name,
        file,
        pack,
        anchor,
        asOf,
        level,
        seen,
        register,
        Map.of(index, deadSince),
        answer,
        zh,
        en);
  }
}
