package org.liangzheng.signer.planted;

import java.util.List;
import org.liangzheng.verifier.planted.OtherHalf;

/** Planted: one half of a circle between packages. */
public record HalfCircle(List<OtherHalf> others) {
  /** Uses the other half, so that the arrow is in the class file. */
  public OtherHalf first() {
    return others.getFirst();
  }
}
