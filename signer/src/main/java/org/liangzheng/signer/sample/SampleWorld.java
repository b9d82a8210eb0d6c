package org.liangzheng.signer.sample;

import java.util.List;
import java.util.Map;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustRoot;
import org.liangzheng.verifier.format.seal.Seal;

/**
 * The public side of a sample world.
 *
 * @param certificates one for each certified role
 * @param licenceSeals one for each department
 * @param copySeal the data bureau's, for annotated copies
 * @param root the owners' keys; its anchor is what verifiers pin
 * @param signedTrust who is trusted in it, signed by two owners
 * @param revocations current lists of the root and of the issuing CA; the second names the revoked
 *     certificate
 */
public record SampleWorld(
    Map<SampleRole, Certificate> certificates,
    Map<SampleDepartment, Seal> licenceSeals,
    Seal copySeal,
    TrustRoot root,
    SignedTrustList signedTrust,
    List<RevocationList> revocations) {
  public SampleWorld {
    certificates = Map.copyOf(certificates);
    licenceSeals = Map.copyOf(licenceSeals);
    revocations = List.copyOf(revocations);
  }

  /** Who is trusted in it. */
  public TrustList trust() {
    return signedTrust.list();
  }
}
