package org.liangzheng.api.trust;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;

/** A pack that was read and found right, with its exact bytes. */
public record PublishedPack(EvidencePack pack, ByteString bytes, Sha256Digest digest) {}
