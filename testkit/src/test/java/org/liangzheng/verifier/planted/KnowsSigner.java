package org.liangzheng.verifier.planted;

import org.liangzheng.signer.DigestSigner;

/** Planted: an arrow back up, and with the signer's own arrow a circle. */
public record KnowsSigner(DigestSigner signer) {}
