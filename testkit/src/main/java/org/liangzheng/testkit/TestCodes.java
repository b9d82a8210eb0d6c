package org.liangzheng.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.code.PreparedCode;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.code.SceneValue;
import org.liangzheng.verifier.format.pack.PackPresentation;

/** Presentation codes of one seeded key: the same name always gives the same codes. */
public final class TestCodes {
  /** A city's service, as far as its number says. */
  public static final InstanceId INSTANCE = InstanceId.ofHex("b1e7c0de51a94f02");

  public static final String SCENE = "hotel";

  /** The day before codes are made, so that certificates are valid then. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Instant made;
  private final String name;
  private final TestKey key;
  private final Certificate certificate;
  private final SceneKey sceneKey;

  private TestCodes(SignatureSuite suite, String name, TestKey ca, Instant made) {
    this.made = made;
    this.name = name;
    this.key = TestKey.seeded(suite, name + "/presentation");
    this.certificate =
        Certifier.root(ca, subject("亮证码签发机构"), new SeededRandom(name + "/serial/" + suite))
            .issue(
                subject("亮证码"),
                key.publicKey(),
                CertificateProfile.PRESENTATION,
                made.minus(AHEAD),
                made.plus(AHEAD));
    byte[] secret = new byte[SceneKey.SIZE];
    new SeededRandom(name + "/scene").nextBytes(secret);
    this.sceneKey =
        new SceneKey(SCENE, made.minus(AHEAD), made.plus(AHEAD), ByteString.wrap(secret));
  }

  /** Codes certified by a seeded CA of their own. */
  public static TestCodes seeded(SignatureSuite suite, String name, Instant made) {
    return new TestCodes(suite, name, TestKey.seeded(suite, name + "/ca"), made);
  }

  /** Codes certified by a CA that there is. */
  public static TestCodes certified(SignatureSuite suite, String name, TestKey ca, Instant made) {
    return new TestCodes(suite, name, ca, made);
  }

  /** Codes certified by a world's presentation CA. */
  public static TestCodes of(TestWorld world, SignatureSuite suite, Instant made) {
    return new TestCodes(suite, "world", world.key(SampleRole.PRESENTATION_CA), made);
  }

  private static CertificateSubject subject(String name) {
    return new CertificateSubject(name, "亮城市示例", Optional.empty());
  }

  public TestKey key() {
    return key;
  }

  public Certificate certificate() {
    return certificate;
  }

  public SceneKey sceneKey() {
    return sceneKey;
  }

  public PackPresentation presentation() {
    return new PackPresentation(INSTANCE, List.of(certificate), List.of(sceneKey));
  }

  /** Six short fields of an invented person. */
  public static SceneFields fields() {
    return new SceneFields(
        new TreeMap<>(
            Map.of(
                "name", new SceneValue.Text("亮小明"),
                "type", new SceneValue.Text("居住证"),
                "no", new SceneValue.Text("LC-2026-0042"),
                "until", new SceneValue.Text("2031-10-31"),
                "adult", new SceneValue.YesNo(true),
                "issuer", new SceneValue.Text("亮城市公安局"))));
  }

  /** Made at the codes' own time, for 120 seconds. */
  public OfflineClaims claims() {
    return claims(INSTANCE, 120);
  }

  public OfflineClaims claims(InstanceId instance, int seconds) {
    byte[] id = new byte[OfflineClaims.ID_SIZE];
    new SeededRandom(name + "/id").nextBytes(id);
    return new OfflineClaims(instance, ByteString.wrap(id), made, made.plusSeconds(seconds), SCENE);
  }

  /** A code that is right in every respect. */
  public String code() throws CodeRefusedException {
    return code(claims(), CoseAlgorithms.DEFAULT);
  }

  public String code(OfflineClaims claims, CoseAlgorithms algorithms) throws CodeRefusedException {
    PreparedCode prepared =
        PreparedCode.of(
            claims,
            fields(),
            sceneKey,
            certificate,
            algorithms,
            new SeededRandom(name + "/iv/" + key.publicKey().suite()));
    return prepared.finish(key.sign(prepared.digest()));
  }
}
