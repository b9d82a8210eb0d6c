package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureForm;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;

/** Collects findings in the order they are made. */
final class Findings {
  /** Subject of findings about the file as a whole. */
  static final String FILE = "";

  private final List<Finding> list = new ArrayList<>();

  /** Passes the check, with a remark or without, or gives the reason why not. */
  void add(CheckId check, String subject, Optional<Reason> why) {
    list.add(
        why.<Finding>map(reason -> Finding.of(check, subject, reason))
            .orElseGet(() -> new Finding.Passed(check, subject)));
  }

  void pass(CheckId check, String subject) {
    add(check, subject, Optional.empty());
  }

  void fail(CheckId check, String subject, Reason reason) {
    add(check, subject, Optional.of(reason));
  }

  /** Gives the reason, and since when it holds. */
  void fail(CheckId check, String subject, Reason reason, Instant since) {
    list.add(new Finding.Failed(check, subject, reason, Optional.of(since)));
  }

  /** Passes if the condition holds, else gives the reason. */
  void require(boolean holds, CheckId check, String subject, Reason otherwise) {
    add(check, subject, holds ? Optional.empty() : Optional.of(otherwise));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }

  /** In the order of the standard's steps, whatever order they were worked out in. */
  List<Finding> inOrder() {
    List<Finding> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.comparing(Finding::check));
    return List.copyOf(sorted);
  }

  /** The remark on a signature value that is not DER. */
  static Optional<Reason> raw(SignatureForm form) {
    return form == SignatureForm.RAW ? Optional.of(Reason.SIGNATURE_RAW) : Optional.empty();
  }

  /** The form of a value that is known to be right. */
  static Optional<SignatureForm> form(ByteString signature) {
    return Optional.of(signature.size() == 64 ? SignatureForm.RAW : SignatureForm.DER);
  }
}
