package org.liangzheng.verifier.format.seal;

import org.liangzheng.verifier.crypto.ByteString;

/** ExtData: one extension of a seal or a stamp. */
public record SealExtension(String oid, boolean critical, ByteString value) {}
