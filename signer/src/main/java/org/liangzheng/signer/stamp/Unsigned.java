package org.liangzheng.signer.stamp;

import java.time.Instant;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.signeddata.SignedMessageWriter;

/** What SignedValue.dat will hold, before its signature. */
sealed interface Unsigned {
  SigningDigest digest();

  Signed sign(SignatureValue signature);

  /** SES_Signature. */
  record Stamp(PreparedStamp stamp) implements Unsigned {
    @Override
    public SigningDigest digest() {
      return stamp.digest();
    }

    @Override
    public Signed sign(SignatureValue signature) {
      return new Signed.Stamp(stamp.sign(signature));
    }
  }

  /** GB/T 35275 signedData. */
  record Message(ByteString attributes, Certificate signer, SigningDigest digest)
      implements Unsigned {
    static Message of(Certificate signer, Instant time, ContentDigest content)
        throws SealRefusedException {
      if (!signer.validAt(time) || !signer.maySignContent()) {
        throw new SealRefusedException(Rule.SIGNER_NOT_VALID);
      }
      ByteString attributes = ByteString.wrap(SignedMessageWriter.attributes(content, time));
      return new Message(attributes, signer, signer.publicKey().digest(attributes));
    }

    @Override
    public Signed sign(SignatureValue signature) {
      if (!signer.publicKey().verifies(digest, signature)) {
        throw new SelfCheckException("the signer's signature does not verify");
      }
      return new Signed.Message(attributes, signer, signature);
    }
  }
}
