package org.liangzheng.signer.planted;

import java.time.Clock;

/** Planted: time comes in as an instant. */
public record AsksTheClock(Clock clock) {}
