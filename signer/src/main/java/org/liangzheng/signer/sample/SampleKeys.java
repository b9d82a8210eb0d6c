package org.liangzheng.signer.sample;

import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Where the sample world's keys live. */
public interface SampleKeys {
  /** What a key of the sample world is asked to sign. */
  enum Act {
    ISSUE_CERTIFICATE,
    ISSUE_REVOCATION_LIST,
    MAKE_SEAL,
    SIGN_TRUST_LIST,
    SIGN_PACK
  }

  /** Public half of a role's key, made if it is not there yet. */
  VerificationKey publicKey(SampleRole role);

  /** The key of a role, made if it is not there yet, ready for one kind of act. */
  DigestSigner key(SampleRole role, Act act);
}
