package org.liangzheng.testkit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.sample.SampleKeys;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.sample.SampleWorld;
import org.liangzheng.signer.sample.SampleWorldMaker;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.pack.TrustList;

/** A sample world with its keys in memory, made at {@link #NOW}. */
public final class TestWorld {
  /** The instant of tests. */
  public static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");

  private final Map<SampleRole, TestKey> keys = new EnumMap<>(SampleRole.class);
  private final SampleWorldMaker maker;
  private final SampleWorld world;
  private final SecureRandom random = new SecureRandom();

  private TestWorld(SignatureSuite suite) {
    for (SampleRole role : SampleRole.values()) {
      keys.put(role, TestKey.random(suite, random));
    }
    SampleKeys source =
        new SampleKeys() {
          @Override
          public VerificationKey publicKey(SampleRole role) {
            return TestWorld.this.key(role).publicKey();
          }

          @Override
          public DigestSigner key(SampleRole role, Act act) {
            return TestWorld.this.key(role);
          }
        };
    this.maker = new SampleWorldMaker(source, NOW, random);
    this.world = maker.make();
  }

  /** A fresh world. */
  public static TestWorld of(SignatureSuite suite) {
    return new TestWorld(suite);
  }

  public SampleWorld world() {
    return world;
  }

  /** Its first evidence pack, issued at {@link #NOW}. */
  public byte[] pack() {
    return maker.pack(world, 1, Optional.empty());
  }

  public TestKey key(SampleRole role) {
    return Optional.ofNullable(keys.get(role)).orElseThrow();
  }

  public Certificate certificate(SampleRole role) {
    return Optional.ofNullable(world.certificates().get(role)).orElseThrow();
  }

  public SecureRandom random() {
    return random;
  }

  /** Evidence that knows this world; its register knows nothing. */
  public Evidence evidence() {
    return evidence(world.trust(), world.revocations(), _ -> new RegisterAnswer.NotFound());
  }

  public Evidence evidence(
      TrustList trust,
      List<RevocationList> revocations,
      Function<LicenceId, RegisterAnswer> register) {
    return new Evidence(Optional.of(trust), revocations, register);
  }
}
