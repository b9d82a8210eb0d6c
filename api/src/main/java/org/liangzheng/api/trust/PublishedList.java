package org.liangzheng.api.trust;

import java.time.Instant;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;

/** A signed status list that was read and found right, with its exact bytes. */
record PublishedList(long version, Instant expiresAt, ByteString bytes, Sha256Digest digest) {}
