package org.liangzheng.api.seal.office;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealState;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A seal as the office has it.
 *
 * @param type 1 organisation, 2 person (GB/T 38540)
 * @param inUse seal data that stamps, also when suspended
 * @param open version that is being made
 */
record SealRow(
    UUID id,
    OrganizationId authority,
    SealKind kind,
    SealState state,
    String name,
    int type,
    int version,
    SealRules rules,
    Optional<SignatureSuite> suite,
    Optional<InUse> inUse,
    Optional<Open> open) {

  /** Seal data in use. */
  record InUse(Seal seal, Certificate signer, KeyRef key, Optional<Long> statusIndex) {}

  /** Seal data being made. */
  record Open(
      int version,
      Stage stage,
      Optional<SealPicture> picture,
      Optional<KeyRef> key,
      Optional<Made> made) {}

  /** Seal data made and not yet in use. */
  record Made(Seal seal, Certificate signer, Optional<Long> statusIndex, Instant at) {}

  /** How far the making is. Names are stored. */
  enum Stage {
    PREPARED,
    KEYED,
    MADE
  }

  @Override
  public String toString() {
    return "SealRow[" + id + ", " + state + "]";
  }
}
