package org.liangzheng.signer.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustRoot;

/** A trust list that collects the signatures of its owners, each made at its own place and time. */
public final class PreparedTrustList {
  private final TrustRoot root;
  private final TrustList list;
  private final byte[] toSign;
  private final List<RootSignature> signatures = new ArrayList<>();
  private final Set<Sha256Digest> signers = new HashSet<>();

  private PreparedTrustList(TrustRoot root, TrustList list) {
    this.root = root;
    this.list = list;
    this.toSign = SignedTrustList.toSign(list).toByteArray();
  }

  public static PreparedTrustList of(TrustRoot root, TrustList list) {
    return new PreparedTrustList(root, list);
  }

  /** What one owner's key signs: by SM2 the digest depends on the key. */
  public SigningDigest digest(VerificationKey rootKey) {
    return rootKey.digest(toSign);
  }

  /**
   * Adds one owner's signature.
   *
   * @throws SelfCheckException if the key is not of the root, has signed already, or the signature
   *     is not its own
   */
  public PreparedTrustList add(VerificationKey rootKey, SignatureValue signature) {
    Sha256Digest id = ServiceKey.idOf(rootKey);
    if (!root.keys().contains(rootKey) || !rootKey.verifies(digest(rootKey), signature)) {
      throw new SelfCheckException("the signature is not one of a root key over this trust list");
    }
    if (!signers.add(id)) {
      throw new SelfCheckException("this root key has signed already");
    }
    signatures.add(new RootSignature(id, signature));
    return this;
  }

  /**
   * The signed list.
   *
   * @throws SelfCheckException if fewer than two root keys have signed
   */
  public SignedTrustList finish() {
    if (signatures.size() < TrustRoot.THRESHOLD) {
      throw new SelfCheckException("fewer root keys have signed than have to");
    }
    return new SignedTrustList(list, signatures);
  }
}
