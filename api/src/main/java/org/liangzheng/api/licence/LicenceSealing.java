package org.liangzheng.api.licence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.seal.LicenceSeal;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.grant.SealGrants;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.licence.LicenceStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;

/**
 * The seals that make a licence. Where there are several, every one is looked at before the first
 * signs, and what is wrong says which of them it is about.
 */
@Component
class LicenceSealing {
  private final Seals seals;
  private final SealGrants grants;

  LicenceSealing(Seals seals, SealGrants grants) {
    this.seals = seals;
    this.grants = grants;
  }

  /**
   * One of a licence's seals.
   *
   * @param alone whether there is no other
   * @param grant under which it stands on another authority's licence; none: on its own
   */
  record Part(String role, boolean alone, LicenceSeal seal, @Nullable UUID grant) {
    LicenceStamp stamp() {
      return new LicenceStamp(role, seal.seal(), seal.signer());
    }
  }

  /**
   * The seals in the order in which they are set.
   *
   * @param actor the client that issues
   * @param time of signing
   * @throws Problem LICENCE_SEAL_MISSING; of several JOINT_SEAL_MISSING, JOINT_SEAL_SUSPENDED,
   *     JOINT_SEAL_NOT_VALID, JOINT_SEAL_NOT_GRANTED, or of custody by the rule of the key
   */
  List<Part> parts(LicenceType type, OrganizationId issuer, String actor, Instant time) {
    if (type.seals().size() == 1) {
      // By the type's own rule it is the issuer's.
      return List.of(
          new Part(type.seals().getFirst().role(), true, seals.licenceSeal(issuer), null));
    }
    List<Part> parts = new ArrayList<>();
    for (LicenceType.SealPart one : type.seals()) {
      OrganizationId authority = one.authority().orElse(issuer);
      parts.add(
          naming(
              one.role(),
              authority,
              () -> usable(type, one.role(), authority, issuer, actor, time)));
    }
    return parts;
  }

  private Part usable(
      LicenceType type,
      String role,
      OrganizationId authority,
      OrganizationId issuer,
      String actor,
      Instant time) {
    LicenceSeal seal = seals.jointSeal(authority, role);
    UUID grant =
        authority.equals(issuer)
            ? null
            : grants
                .standing(seal.id(), type)
                .orElseThrow(
                    () -> new Problem(SealProblem.JOINT_SEAL_NOT_GRANTED, authority.value(), role));
    Part part = new Part(role, false, seal, grant);
    try {
      part.stamp().require(time);
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.JOINT_SEAL_NOT_VALID, authority.value(), role)
          .causedBy(refused);
    }
    seals.requireAllowed(seal, grant, actor);
    return part;
  }

  /** Sets one of the seals on a licence of an issuer. */
  SignatureValue stamp(
      Part part,
      OrganizationId issuer,
      SigningDigest digest,
      String actor,
      UUID version,
      UUID intent) {
    Supplier<SignatureValue> stamp =
        () -> seals.stampLicence(part.seal(), issuer, part.grant(), digest, actor, version, intent);
    return part.alone() ? stamp.get() : naming(part.role(), part.seal().authority(), stamp);
  }

  private static <R> R naming(String role, OrganizationId authority, Supplier<R> work) {
    try {
      return work.get();
    } catch (Problem problem) {
      throw problem.withMember("seal", Map.of("role", role, "authority", authority.value()));
    }
  }
}
