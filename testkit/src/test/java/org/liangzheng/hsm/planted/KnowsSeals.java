package org.liangzheng.hsm.planted;

import org.liangzheng.verifier.format.seal.Seal;

/** Planted: custody must not know what it signs. */
public record KnowsSeals(Seal seal) {}
