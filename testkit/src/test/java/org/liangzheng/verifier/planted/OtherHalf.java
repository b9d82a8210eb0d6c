package org.liangzheng.verifier.planted;

import org.liangzheng.signer.planted.HalfCircle;

/** Planted: the other half of a circle between packages. */
public record OtherHalf(HalfCircle half) {}
