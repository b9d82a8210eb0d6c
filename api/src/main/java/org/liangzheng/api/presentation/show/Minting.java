package org.liangzheng.api.presentation.show;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.code.Instances;
import org.liangzheng.api.presentation.code.OfflineCodes;
import org.liangzheng.api.presentation.code.PresentationSettings;
import org.liangzheng.api.presentation.code.SceneKeys;
import org.liangzheng.api.presentation.point.Scenes;
import org.liangzheng.api.presentation.scan.ShownLicences;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.code.CodePicture;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneValue;
import org.springframework.stereotype.Component;

/** Makes codes, and draws them; each drawing is read back before it leaves. */
@Component
class Minting {
  /** So long before its end the next code is asked for. */
  private static final Duration EARLY = Duration.ofSeconds(8);

  private final ShownLicences licences;
  private final Instances instances;
  private final OfflineCodes offline;
  private final PresentationSettings settings;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  Minting(
      ShownLicences licences,
      Instances instances,
      OfflineCodes offline,
      PresentationSettings settings,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.licences = licences;
    this.instances = instances;
    this.offline = offline;
    this.settings = settings;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** A code that is made and not kept yet, and the row to keep. */
  record Minted(ShownCode code, Presentations.NewCode row) {}

  /**
   * Makes the next code of a presentation; the caller keeps it.
   *
   * @throws Problem SCENE_NOT_OF_LICENCE, OFFLINE_NOT_ALLOWED, {@code presentation-key-missing},
   *     {@code offline-code-too-large}
   */
  Minted mint(Presentation shown, RegisteredLicence licence) {
    LicenceType.Scene scene =
        licences
            .scene(licence, shown.scene())
            .orElseThrow(() -> new Problem(ShowProblem.SCENE_NOT_OF_LICENCE));
    ByteString secret = CodeHandle.random(random).value();
    return switch (shown.kind()) {
      case ONLINE -> online(shown, licence, scene, secret);
      case OFFLINE -> offline(shown, licence, scene, secret);
    };
  }

  private Minted online(
      Presentation shown, RegisteredLicence licence, LicenceType.Scene scene, ByteString secret) {
    Instant now = clock.instant();
    String text = CodeWriter.write(new OnlineCode(instances.own(), new CodeHandle(secret)));
    return minted(shown, licence, scene, secret, text, now, now.plus(settings.life()));
  }

  private Minted offline(
      Presentation shown, RegisteredLicence licence, LicenceType.Scene scene, ByteString secret) {
    String name =
        SceneKeys.name(scene.code())
            .filter(_ -> scene.offline() && !scene.sensitive())
            .orElseThrow(() -> new Problem(ShowProblem.OFFLINE_NOT_ALLOWED));
    SortedMap<String, SceneValue> values = new TreeMap<>();
    licences
        .reveal(licence, scene)
        .fields()
        .forEach(field -> values.put(field.name(), new SceneValue.Text(field.value())));
    SceneFields fields;
    try {
      fields = new SceneFields(values);
    } catch (IllegalArgumentException unfit) {
      // No text field at all, or a value longer than codes carry.
      throw new Problem(ShowProblem.OFFLINE_NOT_ALLOWED);
    }
    OfflineCodes.Made made = offline.make(secret, name, fields);
    return minted(shown, licence, scene, secret, made.text(), made.issuedAt(), made.expiresAt());
  }

  private Minted minted(
      Presentation shown,
      RegisteredLicence licence,
      LicenceType.Scene scene,
      ByteString secret,
      String text,
      Instant issuedAt,
      Instant expiresAt) {
    ShownCode code =
        new ShownCode(
            shown.id(),
            shown.kind(),
            shown.scene(),
            text,
            CodePicture.draw(text).svg(),
            expiresAt,
            expiresAt.minus(EARLY),
            Scenes.fields(licences.type(licence), scene),
            scene.sensitive());
    return new Minted(code, new Presentations.NewCode(ids.next(), secret, issuedAt, expiresAt));
  }
}
