package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes keys on the token, in one session that may write. */
final class KeyGeneration {
  private final NativeSession session;

  KeyGeneration(NativeSession session) {
    this.session = session;
  }

  /** Makes a key pair; the handle of the private key. */
  long pair(long mechanismType, Attributes publicKey, Attributes privateKey) {
    session.enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment key = local.allocate(ValueLayout.JAVA_LONG);
      MemorySegment other = local.allocate(ValueLayout.JAVA_LONG);
      session.require(
          "C_GenerateKeyPair",
          session
              .keys()
              .generateKeyPair(
                  session.handle(),
                  Arguments.mechanism(local, mechanismType, MemorySegment.NULL),
                  publicKey.write(local),
                  publicKey.count(),
                  privateKey.write(local),
                  privateKey.count(),
                  other,
                  key));
      return key.get(ValueLayout.JAVA_LONG, 0);
    } finally {
      session.leave();
    }
  }

  /** Makes a secret key; its handle. */
  long secret(long mechanismType, Attributes template) {
    session.enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment key = local.allocate(ValueLayout.JAVA_LONG);
      session.require(
          "C_GenerateKey",
          session
              .keys()
              .generateKey(
                  session.handle(),
                  Arguments.mechanism(local, mechanismType, MemorySegment.NULL),
                  template.write(local),
                  template.count(),
                  key));
      return key.get(ValueLayout.JAVA_LONG, 0);
    } finally {
      session.leave();
    }
  }
}
