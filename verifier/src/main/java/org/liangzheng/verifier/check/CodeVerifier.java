package org.liangzheng.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.PresentationCertificate;
import org.liangzheng.verifier.format.code.PresentationCode;
import org.liangzheng.verifier.format.code.SceneCipher;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.pack.PackPresentation;

/** Checks offline codes without a network: the steps of docs/formats/presentation-code.md. */
public final class CodeVerifier {
  private final Evidence evidence;
  private final CodePolicy policy;
  private final Instant instant;

  private CodeVerifier(Evidence evidence, CodePolicy policy, Instant instant) {
    this.evidence = evidence;
    this.policy = policy;
    this.instant = instant;
  }

  /**
   * Checks a code. The same input always gives the same answer: that a code is used once is not
   * known here.
   *
   * @param text as scanned, without a line end
   * @param instant now
   */
  public static CodeResult verify(
      String text, Evidence evidence, CodePolicy policy, Instant instant) {
    try {
      return new CodeVerifier(evidence, policy, instant).verify(text);
    } catch (CodeRefusedException refused) {
      return new CodeResult.NotChecked(refused.fault(), instant, evidence.age());
    }
  }

  private CodeResult verify(String text) throws CodeRefusedException {
    PresentationCode code = CodeReader.read(text, policy.algorithms());
    Optional<PackPresentation> known = evidence.presentation();
    if (known.isPresent()) {
      requireInstance(code, known.get());
    }
    return switch (code) {
      case OnlineCode _ -> throw new CodeRefusedException(CodeFault.CODE_NEEDS_SERVICE);
      case FaceCode _ -> throw new CodeRefusedException(CodeFault.CODE_FACE_NEEDS_SERVICE);
      case OfflineCode offline -> {
        if (known.isEmpty() || evidence.trust().isEmpty()) {
          throw new CodeRefusedException(CodeFault.CODE_NO_EVIDENCE);
        }
        require(evidence.freshAt(instant), CodeFault.CODE_EVIDENCE_OLD);
        requireKey(offline, known.get().keys());
        requireTime(offline);
        require(
            policy.scenes().isEmpty() || policy.scenes().get().contains(offline.claims().scene()),
            CodeFault.CODE_SCENE_OTHER);
        SceneFields fields = open(offline, known.get().sceneKeys());
        yield new CodeResult.Valid(offline.claims(), fields, instant, evidence.age());
      }
    };
  }

  private static void requireInstance(PresentationCode code, PackPresentation known)
      throws CodeRefusedException {
    if (!code.instance().equals(known.instance())) {
      throw new CodeRefusedException(
          code.instance().isSample()
              ? CodeFault.CODE_OF_SAMPLE_WORLD
              : CodeFault.CODE_OF_ANOTHER_SERVICE);
    }
  }

  /** Names are short, so two certificates may share one: the one whose key signed counts. */
  private void requireKey(OfflineCode code, List<Certificate> listed) throws CodeRefusedException {
    CodeFault fault = CodeFault.CODE_KEY_NOT_LISTED;
    for (Certificate one : listed) {
      if (!PresentationCertificate.name(one).equals(code.key())) {
        continue;
      }
      if (one.publicKey().suite() != code.suite()) {
        fault = worse(fault, CodeFault.CODE_ALGORITHM_DIFFERS);
      } else if (signed(code, one.publicKey())) {
        requireEntitled(code, one);
        return;
      } else {
        fault = CodeFault.CODE_SIGNATURE_WRONG;
      }
    }
    throw new CodeRefusedException(fault);
  }

  /** A wrong signature says more than another suite, and that more than no such key. */
  private static CodeFault worse(CodeFault known, CodeFault found) {
    return known == CodeFault.CODE_SIGNATURE_WRONG ? known : found;
  }

  private static boolean signed(OfflineCode code, VerificationKey key) {
    try {
      return key.verifies(
          key.digest(code.toSign()),
          SignatureValue.fromRaw(key.suite(), code.signature().toByteArray()));
    } catch (MalformedException outOfRange) {
      return false;
    }
  }

  private void requireEntitled(OfflineCode code, Certificate certificate)
      throws CodeRefusedException {
    Instant made = code.claims().issuedAt();
    Optional<VerificationKey> certifier =
        evidence.trust().orElseThrow().presentationCertifiers(made).stream()
            .filter(key -> evidence.facts().signed(certificate, key))
            .findFirst();
    Optional<Duration> life =
        certifier.isPresent() ? evidence.facts().codeLife(certificate) : Optional.empty();
    require(life.isPresent(), CodeFault.CODE_KEY_NOT_ENTITLED);
    require(!revoked(certificate, certifier.orElseThrow()), CodeFault.CODE_KEY_REVOKED);
    require(certificate.validAt(made), CodeFault.CODE_KEY_NOT_VALID);
    require(code.claims().life().compareTo(life.orElseThrow()) <= 0, CodeFault.CODE_LIVES_TOO_LONG);
  }

  /** Whenever it was revoked: codes live for seconds, and another key is at hand. */
  private boolean revoked(Certificate certificate, VerificationKey certifier) {
    for (RevocationList list : evidence.facts().revocations(certificate.issuer())) {
      if (list.find(certificate.serialNumber()).isPresent()
          && evidence.facts().signed(list, certifier)) {
        return true;
      }
    }
    return false;
  }

  private void requireTime(OfflineCode code) throws CodeRefusedException {
    Duration tolerance = policy.clockTolerance();
    require(
        !code.claims().issuedAt().isAfter(instant.plus(tolerance)), CodeFault.CODE_FROM_THE_FUTURE);
    require(!instant.isAfter(code.claims().expiresAt().plus(tolerance)), CodeFault.CODE_EXPIRED);
  }

  private static SceneFields open(OfflineCode code, List<SceneKey> keys)
      throws CodeRefusedException {
    CodeRefusedException closed = new CodeRefusedException(CodeFault.CODE_SCENE_KEY_MISSING);
    for (SceneKey key : keys) {
      if (key.isFor(code)) {
        try {
          return SceneCipher.open(code, key);
        } catch (CodeRefusedException other) {
          // Names are short: another key may have the same one.
          closed = other;
        }
      }
    }
    throw closed;
  }

  private static void require(boolean holds, CodeFault otherwise) throws CodeRefusedException {
    if (!holds) {
      throw new CodeRefusedException(otherwise);
    }
  }
}
