package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;

/**
 * A case: one application for one matter.
 *
 * @param authority who opened it
 * @param number the asker's own; may be personal
 * @param parties whose licences it is about, by role
 */
record SharingCase(
    UUID id,
    Matter matter,
    OrganizationId authority,
    State state,
    String number,
    SortedMap<String, UUID> parties,
    Instant openedAt,
    @Nullable Instant closedAt) {
  SharingCase {
    parties = new TreeMap<>(parties);
  }

  enum State {
    OPEN,
    CLOSED
  }

  /** The party that a material is about. */
  UUID party(Matter.Material material) {
    UUID party = parties.get(material.role());
    if (party == null) {
      throw new IllegalStateException("a case lacks a party");
    }
    return party;
  }

  /** Materials that take a party's consent. */
  Stream<Matter.Material> consentable(UUID party) {
    return about(party).filter(material -> material.basis() == Basis.CONSENT);
  }

  /** Materials about a party. */
  Stream<Matter.Material> about(UUID party) {
    return matter.materials().stream().filter(material -> party(material).equals(party));
  }

  /** Whether an authority has a part in it. */
  boolean concerns(OrganizationId asker) {
    return matter.isFor(asker);
  }

  Map<String, UUID> roles() {
    return parties;
  }

  @Override
  public String toString() {
    return "SharingCase[" + id + "]";
  }
}
