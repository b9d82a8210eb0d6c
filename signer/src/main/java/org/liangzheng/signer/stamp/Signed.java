package org.liangzheng.signer.stamp;

import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.signeddata.SignedMessageWriter;
import org.liangzheng.verifier.format.timestamp.TimestampResult;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampVerification;

/** What SignedValue.dat will hold, before a timestamp. */
sealed interface Signed {
  ContentDigest timestampDigest();

  byte[] finish();

  byte[] finish(TimestampToken token, Certificate authority);

  /** SES_Signature. */
  record Stamp(SignedStamp stamp) implements Signed {
    @Override
    public ContentDigest timestampDigest() {
      return stamp.timestampDigest();
    }

    @Override
    public byte[] finish() {
      return stamp.finish();
    }

    @Override
    public byte[] finish(TimestampToken token, Certificate authority) {
      return stamp.finish(token, authority);
    }
  }

  /** GB/T 35275 signedData. */
  record Message(ByteString attributes, Certificate signer, SignatureValue signature)
      implements Signed {
    @Override
    public ContentDigest timestampDigest() {
      return signature.suite().digest(signature.toDer());
    }

    @Override
    public byte[] finish() {
      return write(Optional.empty());
    }

    @Override
    public byte[] finish(TimestampToken token, Certificate authority) {
      if (!(TimestampVerification.of(token, timestampDigest(), List.of(authority))
          instanceof TimestampResult.Proven)) {
        throw new SelfCheckException("the timestamp proves nothing about this signature");
      }
      return write(Optional.of(token.der()));
    }

    private byte[] write(Optional<ByteString> token) {
      return SignedMessageWriter.message(attributes.toByteArray(), signer, signature, token);
    }
  }
}
