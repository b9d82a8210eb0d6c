package org.liangzheng.hsm.software;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.hsm.pool.Session;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** The signers of one caller at a time, the least recently used given up first. */
final class SoftwareSession implements Session {
  private static final int MAX_SIGNERS = 256;

  private final SecureRandom random;
  private final SoftwareSigner.Maker maker;
  private final Map<String, SoftwareSigner> signers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftwareSigner> eldest) {
          return size() > MAX_SIGNERS;
        }
      };

  SoftwareSession(SecureRandom random, SoftwareSigner.Maker maker) {
    this.random = random;
    this.maker = maker;
  }

  SignatureValue sign(StoredKey.Signing key, SigningDigest digest) {
    SoftwareSigner signer = signers.get(key.id());
    if (signer == null) {
      signer = maker.make(key, random);
      signers.put(key.id(), signer);
    }
    return signer.sign(digest);
  }

  @Override
  public boolean usable() {
    return true;
  }

  @Override
  public void close() {
    signers.clear();
  }
}
