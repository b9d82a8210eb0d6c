package org.liangzheng.bench.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.ofd.PartPacker;

/**
 * The part of an operation that nobody can leave out, and nothing else: its signatures, SM3 of its
 * bytes, and their compression. For several threads.
 */
final class Unavoidable {
  private static final int MOST_BYTES = 1 << 22;

  /** Room and compressors are kept: making them is the work of whoever uses them. */
  private static final class Tools {
    private final byte[] room = new byte[MOST_BYTES];
    private final Inflater inflater = new Inflater(true);
    private final Deflater well = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Deflater fast = new Deflater(PartPacker.FAST, true);
  }

  private static final ThreadLocal<Tools> TOOLS = ThreadLocal.withInitial(Tools::new);

  private final DigestSigner key;
  private final SigningDigest digest;
  private final SignatureValue genuine;
  private final int signs;
  private final int verifies;
  private final List<byte[]> hashed = new ArrayList<>();
  private final List<byte[]> inflated = new ArrayList<>();
  private final List<byte[]> deflatedWell = new ArrayList<>();
  private final List<byte[]> deflatedFast = new ArrayList<>();

  /** An operation with so many signatures to make and to check. */
  Unavoidable(DigestSigner key, int signs, int verifies) {
    this.key = key;
    this.digest = key.publicKey().digest(new byte[] {1});
    this.genuine = key.sign(digest);
    this.signs = signs;
    this.verifies = verifies;
  }

  Unavoidable hash(ByteString bytes) {
    hashed.add(bytes.toByteArray());
    return this;
  }

  /** Inflates the bytes, which are compressed here once. */
  Unavoidable inflate(ByteString bytes) {
    byte[] raw = bytes.toByteArray();
    byte[] packed = new byte[raw.length + 64];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(raw);
    deflater.finish();
    inflated.add(java.util.Arrays.copyOf(packed, deflater.deflate(packed)));
    deflater.end();
    return this;
  }

  /** Deflates the bytes; fonts made for one file only at a lower level, as the writer does. */
  Unavoidable deflate(ByteString bytes, boolean font) {
    (font ? deflatedFast : deflatedWell).add(bytes.toByteArray());
    return this;
  }

  /** Does it once. */
  Object run() {
    Tools tools = TOOLS.get();
    int sum = 0;
    for (byte[] packed : inflated) {
      sum += inflate(tools, packed);
    }
    for (byte[] bytes : hashed) {
      sum += SignatureSuite.SM2_SM3.digest(bytes).value().at(0);
    }
    for (byte[] bytes : deflatedWell) {
      sum += deflate(tools.well, tools.room, bytes);
    }
    for (byte[] bytes : deflatedFast) {
      sum += deflate(tools.fast, tools.room, bytes);
    }
    Object last = sum;
    for (int i = 0; i < signs; i++) {
      last = key.sign(digest);
    }
    for (int i = 0; i < verifies; i++) {
      if (!key.publicKey().verifies(digest, genuine)) {
        throw new IllegalStateException("a genuine signature was refused");
      }
    }
    return last;
  }

  private static int inflate(Tools tools, byte[] packed) {
    try {
      tools.inflater.reset();
      tools.inflater.setInput(packed);
      int size = tools.inflater.inflate(tools.room);
      if (!tools.inflater.finished()) {
        throw new IllegalStateException("a part is larger than the room for it");
      }
      return size;
    } catch (DataFormatException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int deflate(Deflater deflater, byte[] room, byte[] bytes) {
    deflater.reset();
    deflater.setInput(bytes);
    deflater.finish();
    return deflater.deflate(room);
  }
}
