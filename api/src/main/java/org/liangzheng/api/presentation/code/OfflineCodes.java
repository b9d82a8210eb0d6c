package org.liangzheng.api.presentation.code;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.code.PreparedCode;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.springframework.stereotype.Service;

/** Makes offline codes, and opens those that are scanned online. */
@Service
public class OfflineCodes {
  private final PresentationKeys keys;
  private final SceneKeys sceneKeys;
  private final Instances instances;
  private final PresentationSettings settings;
  private final SecureRandom random;
  private final Clock clock;

  OfflineCodes(
      PresentationKeys keys,
      SceneKeys sceneKeys,
      Instances instances,
      PresentationSettings settings,
      SecureRandom random,
      Clock clock) {
    this.keys = keys;
    this.sceneKeys = sceneKeys;
    this.instances = instances;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /** A finished code. */
  public record Made(String text, Instant issuedAt, Instant expiresAt) {}

  /**
   * Makes a code.
   *
   * @param id 16 random bytes
   * @param scene as codes name it
   * @throws Problem PRESENTATION_KEY_MISSING or OFFLINE_CODE_TOO_LARGE
   */
  public Made make(ByteString id, String scene, SceneFields fields) {
    Duration life = settings.offlineLife();
    PresentationKeys.Current key = keys.current(life);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(life);
    try {
      PreparedCode prepared =
          PreparedCode.of(
              new OfflineClaims(instances.own(), id, now, end, scene),
              fields,
              sceneKeys.at(scene, now),
              key.certificate(),
              CoseAlgorithms.DEFAULT,
              random);
      return new Made(prepared.finish(key.signer().sign(prepared.digest())), now, end);
    } catch (CodeRefusedException refused) {
      if (refused.fault() == CodeFault.CODE_FIELDS_TOO_LARGE) {
        throw new Problem(CodeProblem.OFFLINE_CODE_TOO_LARGE);
      }
      throw new IllegalStateException("a code could not be made", refused);
    }
  }

  /** What the pack lists, with the scene key of a code that says it was made at an instant. */
  public PackPresentation opening(PackPresentation listed, String scene, Instant made) {
    return new PackPresentation(
        listed.instance(), listed.keys(), sceneKeys.existing(scene, made).stream().toList());
  }
}
