package org.liangzheng.api.licence;

import java.util.Optional;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.report.Reason;
import org.springframework.stereotype.Service;

/** What the register says to other features. */
@Service
public class Licences {
  private final LicenceRegister register;
  private final SealedFiles files;

  Licences(LicenceRegister register, SealedFiles files) {
    this.register = register;
    this.files = files;
  }

  /** The register's answer about an identifier, for a verification. */
  public RegisterAnswer answer(LicenceId id) {
    return register
        .find(id)
        .<RegisterAnswer>map(found ->
            new RegisterAnswer.Found(
                found.facts().id(),
                found.authority(),
                files.digest(found.file()).orElseThrow(),
                notInForce(found)))
        .orElseGet(RegisterAnswer.NotFound::new);
  }

  private static Optional<Reason> notInForce(RegisteredLicence licence) {
    return licence.superseded()
        ? Optional.of(Reason.LICENCE_SUPERSEDED)
        : licence.status().notInForce();
  }
}
