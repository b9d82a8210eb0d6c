package org.liangzheng.api.seal;

import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.timestamp.TimestampToken;

/**
 * A timestamp of the service.
 *
 * @param authority the certificate by which it verifies
 */
public record SealTimestamp(TimestampToken token, Certificate authority) {}
