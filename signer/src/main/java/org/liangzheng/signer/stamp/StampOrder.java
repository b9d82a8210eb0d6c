package org.liangzheng.signer.stamp;

import java.time.Instant;
import java.util.List;

/**
 * One signature to add.
 *
 * @param places where the seal is shown, at least one; none for a plain signature
 * @param time the signer's clock, whole seconds are kept
 */
public record StampOrder(SigningMeans means, List<Placement> places, StampMode mode, Instant time) {
  public StampOrder {
    places = List.copyOf(places);
  }
}
