package org.liangzheng.api.seal.office;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealState;
import org.liangzheng.api.seal.office.SealRow.InUse;
import org.liangzheng.api.seal.office.SealRow.Open;
import org.liangzheng.api.seal.office.SealRow.Stage;

/**
 * A seal as shown.
 *
 * @param version of the seal data in use, 0 if none was yet
 * @param number esID of the seal data in use
 * @param making how far a new version is, if one is being made
 * @param sealData Base64 of the DER of the SESeal in use
 */
record SealView(
    UUID id,
    String authority,
    SealKind kind,
    SealState state,
    String name,
    int type,
    int version,
    @Nullable String number,
    @Nullable Long statusIndex,
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    SealRules rules,
    @Nullable Integer makingVersion,
    @Nullable Stage making,
    @Nullable String sealData) {

  static SealView of(SealRow seal, boolean whole) {
    InUse use = seal.inUse().orElse(null);
    Open open = seal.open().orElse(null);
    return new SealView(
        seal.id(),
        seal.authority().value(),
        seal.kind(),
        seal.state(),
        seal.name(),
        seal.type(),
        seal.version(),
        use == null ? null : use.seal().info().esId(),
        use == null ? null : use.statusIndex().orElse(null),
        use == null ? null : use.seal().info().validFrom(),
        use == null ? null : use.seal().info().validUntil(),
        seal.rules(),
        open == null ? null : open.version(),
        open == null ? null : open.stage(),
        use == null || !whole
            ? null
            : Base64.getEncoder().encodeToString(use.seal().der().toByteArray()));
  }

  @Override
  public String toString() {
    return "SealView[" + id + "]";
  }
}
