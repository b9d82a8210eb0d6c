package org.liangzheng.signer.licence;

import java.time.Instant;
import java.util.List;
import org.liangzheng.signer.layout.Box;

/**
 * All the seals of one file in the order in which they are set. Each covers everything but the list
 * of signatures, those before it included; the last covers that list too and so closes the file.
 *
 * @param time of all of them, whole seconds are kept
 */
record StampPlan(LicenceTemplate template, List<Planned> stamps, Instant time) {
  StampPlan {
    stamps = List.copyOf(stamps);
  }

  /** Where a seal's picture stands: page from 0, and its box. */
  record Place(int page, Box box) {}

  /** A seal and its place. */
  record Planned(LicenceStamp stamp, Place place) {}

  boolean isLast(int number) {
    return number == stamps.size() - 1;
  }
}
