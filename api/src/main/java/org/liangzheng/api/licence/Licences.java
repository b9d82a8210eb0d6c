package org.liangzheng.api.licence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.report.Reason;
import org.springframework.stereotype.Service;

/** What the register says to other features. */
@Service
public class Licences {
  private final LicenceRegister register;
  private final AnnotatedCopyIndex copies;
  private final SealedFiles files;

  Licences(LicenceRegister register, AnnotatedCopyIndex copies, SealedFiles files) {
    this.register = register;
    this.copies = copies;
    this.files = files;
  }

  /** One version of a licence, current or replaced, by its own id. */
  public Optional<RegisteredLicence> version(UUID version) {
    return register.version(version);
  }

  /** The register's answer about an identifier as it is now, for a verification. */
  public RegisterAnswer answer(LicenceId id) {
    return answer(id, Licences::notInForce);
  }

  /**
   * The register's answers as of another moment.
   *
   * @param at up to now: acts are kept, so what was in force once is known
   */
  public Function<LicenceId, RegisterAnswer> asOf(Instant at) {
    return id -> answer(id, found -> notInForce(found, at));
  }

  private RegisterAnswer answer(
      LicenceId id, Function<RegisteredLicence, Optional<Reason>> notInForce) {
    return register
        .find(id)
        .<RegisterAnswer>map(found ->
            new RegisterAnswer.Found(
                found.facts().id(),
                found.authority(),
                files.digest(found.file()).orElseThrow(),
                notInForce.apply(found),
                digest -> copies.has(found.id(), digest)))
        .orElseGet(RegisterAnswer.NotFound::new);
  }

  private Optional<Reason> notInForce(RegisteredLicence licence, Instant at) {
    if (licence.status() == LicenceStatus.ANNULLED) {
      // It never should have been: annulling reaches back.
      return licence.status().notInForce();
    }
    if (register.supersededAt(licence).map(next -> !next.isAfter(at)).orElse(false)) {
      return Optional.of(Reason.LICENCE_SUPERSEDED);
    }
    return register.lastAct(licence.id(), at).flatMap(act -> act.after().notInForce());
  }

  /**
   * Since when, and by which act, the licence with an identifier is not in force; empty if it is,
   * or is unknown.
   */
  public Optional<Ended> ended(LicenceId id) {
    return register
        .find(id)
        .flatMap(found -> {
          if (found.superseded()) {
            return register.supersededAt(found).map(at -> new Ended("SUPERSEDED", at));
          }
          return found.status() == LicenceStatus.IN_FORCE
              ? Optional.empty()
              : Optional.of(new Ended(found.status().name(), found.statusSince()));
        });
  }

  /**
   * How a licence, or a version of one, came out of force.
   *
   * @param act SUPERSEDED, or the name of a {@link LicenceStatus}
   */
  public record Ended(String act, Instant since) {}

  private static Optional<Reason> notInForce(RegisteredLicence licence) {
    return licence.superseded()
        ? Optional.of(Reason.LICENCE_SUPERSEDED)
        : licence.status().notInForce();
  }
}
