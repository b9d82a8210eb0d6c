package org.liangzheng.api.custody;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * What is stored in place of a value that must be found again.
 *
 * @param version of the key, stored beside it
 * @param value 32 bytes
 */
public record BlindIndexValue(int version, ByteString value) {}
