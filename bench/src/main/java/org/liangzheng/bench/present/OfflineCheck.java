package org.liangzheng.bench.present;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.cbor.CborWriter;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Checking offline codes: the library in full, and the cryptography it cannot do without: the SM2
 * signature over the signed bytes with their SM3, and AES-256-GCM of the fields. Text, CBOR and
 * rules are what the library adds.
 */
public class OfflineCheck {
  private static final int COUNT = 64;
  private static final int SECONDS = 120;
  private static final int TAG_BITS = 128;

  /** Genuine codes of one key, each with an id of its own; the evidence was met before. */
  @State(Scope.Thread)
  public static class Codes {
    private final List<String> texts = new ArrayList<>();
    private final List<byte[]> toSign = new ArrayList<>();
    private final List<byte[]> raw = new ArrayList<>();
    private final List<byte[]> ivs = new ArrayList<>();
    private final List<byte[]> sealed = new ArrayList<>();
    private final List<byte[]> bound = new ArrayList<>();
    private final Evidence evidence;
    private final VerificationKey key;
    private final SecretKeySpec secret;
    private final SM2Signer bare = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
    private int next;

    /** Makes them. */
    public Codes() {
      TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
      TestCodes codes = TestCodes.of(world, SignatureSuite.SM2_SM3, TestWorld.NOW);
      evidence = world.evidence().withPresentation(codes.presentation());
      key = codes.certificate().publicKey();
      secret = new SecretKeySpec(codes.sceneKey().key().toByteArray(), "AES");
      bare.init(
          false,
          new ECPublicKeyParameters(
              Curves.SM2.getCurve().decodePoint(key.point().toByteArray()), Curves.SM2));
      SecureRandom random = new SecureRandom();
      try {
        for (int i = 0; i < COUNT; i++) {
          byte[] id = new byte[OfflineClaims.ID_SIZE];
          random.nextBytes(id);
          add(
              codes.code(
                  new OfflineClaims(
                      TestCodes.INSTANCE,
                      ByteString.wrap(id),
                      TestWorld.NOW,
                      TestWorld.NOW.plusSeconds(SECONDS),
                      TestCodes.SCENE),
                  CoseAlgorithms.DEFAULT));
        }
      } catch (CodeRefusedException refused) {
        throw new IllegalStateException("a genuine code was refused", refused);
      }
    }

    private void add(String text) throws CodeRefusedException {
      if (!(CodeReader.read(text) instanceof OfflineCode code)) {
        throw new IllegalStateException("an offline code reads as another");
      }
      texts.add(text);
      toSign.add(code.toSign().toByteArray());
      raw.add(code.signature().toByteArray());
      ivs.add(code.fields().iv().toByteArray());
      sealed.add(code.fields().ciphertext().toByteArray());
      bound.add(bound(code));
    }

    /** The additional data of COSE_Encrypt0 (RFC 9052 §5.3): protected header {1: 3}, the id. */
    private static byte[] bound(OfflineCode code) {
      return CborWriter.array(
          CborWriter.text("Encrypt0"),
          CborWriter.bytes(ByteString.wrap(new byte[] {(byte) 0xa1, 1, 3})),
          CborWriter.bytes(code.claims().id()));
    }

    private int turn() {
      next = (next + 1) % COUNT;
      return next;
    }

    private byte[] open(int i) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, ivs.get(i)));
      cipher.updateAAD(bound.get(i));
      return cipher.doFinal(sealed.get(i));
    }
  }

  /** The library. */
  @Benchmark
  public CodeResult library(Codes codes) {
    CodeResult result =
        CodeVerifier.verify(
            codes.texts.get(codes.turn()),
            codes.evidence,
            CodePolicy.OFFLINE,
            TestWorld.NOW.plusSeconds(1));
    // Who is fast because of a refusal has not done the work.
    if (!(result instanceof CodeResult.Valid)) {
      throw new IllegalStateException("a genuine code is " + result);
    }
    return result;
  }

  /** The house's own SM2, and the JDK's AES-GCM. */
  @Benchmark
  public byte[] houseBare(Codes codes) throws GeneralSecurityException, MalformedException {
    int i = codes.turn();
    require(
        codes.key.verifies(
            codes.key.digest(codes.toSign.get(i)),
            SignatureValue.fromRaw(SignatureSuite.SM2_SM3, codes.raw.get(i))));
    return codes.open(i);
  }

  /** BouncyCastle's SM2 with a signer that is kept, and the JDK's AES-GCM. */
  @Benchmark
  public byte[] bouncyCastleBare(Codes codes) throws GeneralSecurityException {
    int i = codes.turn();
    byte[] digest = codes.key.digest(codes.toSign.get(i)).value().toByteArray();
    codes.bare.update(digest, 0, digest.length);
    require(codes.bare.verifySignature(codes.raw.get(i)));
    return codes.open(i);
  }

  private static void require(boolean genuine) {
    if (!genuine) {
      throw new IllegalStateException("a genuine signature was refused");
    }
  }
}
