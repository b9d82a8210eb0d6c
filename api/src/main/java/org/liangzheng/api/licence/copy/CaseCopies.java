package org.liangzheng.api.licence.copy;

import java.time.LocalDate;
import java.util.UUID;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.stereotype.Service;

/** Annotated copies for those who may fetch a licence of another authority. */
@Service
public class CaseCopies {
  private final AnnotatedCopies copies;

  CaseCopies(AnnotatedCopies copies) {
    this.copies = copies;
  }

  /**
   * What stands on the copy's face.
   *
   * @param cause at most 100 characters
   * @param caseNumber at most 60 characters
   * @param asker name, at most 60 characters
   * @param expiry last legal day
   * @param useCause 用证事由, a code
   * @param receipt of the fetch that it is made for
   */
  public record Annotation(
      String cause,
      String caseNumber,
      String asker,
      LocalDate expiry,
      String useCause,
      UUID receipt) {}

  /**
   * A copy that is sealed and checked, and not kept yet.
   *
   * @param persist keeps it with its file and its record of use; call it inside a transaction
   */
  public record Made(ByteString file, Runnable persist) {}

  /**
   * Makes a copy; who calls has made sure that the caller may have it.
   *
   * @param copy allotted id of the copy
   * @param file allotted id of its file
   */
  public Made make(
      Intent intent,
      UUID copy,
      UUID file,
      UUID licence,
      Annotation annotation,
      Caller.OfAuthority caller) {
    AnnotatedCopies.Made made =
        copies.prepare(
            new Intent(
                intent.id(),
                intent.time(),
                new CopyAllotment(copy, file).encode(),
                intent.attempt()),
            licence,
            new CopyRequest(
                annotation.cause(),
                annotation.caseNumber(),
                annotation.asker(),
                annotation.expiry(),
                annotation.useCause()),
            caller,
            annotation.receipt());
    return new Made(made.file(), made.persist());
  }
}
