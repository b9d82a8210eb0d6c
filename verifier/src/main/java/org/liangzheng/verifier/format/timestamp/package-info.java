/**
 * Timestamps (RFC 3161 with RFC 5816): requests, answers and tokens in strict DER, exact bytes
 * kept, and whether a token proves that something existed at a time. Knows nothing of trust lists:
 * whose timestamps count is an argument.
 */
@NullMarked
package org.liangzheng.verifier.format.timestamp;

import org.jspecify.annotations.NullMarked;
