/**
 * Typed values of cryptography: digests, signatures, public keys, certificates and their encodings.
 * Verifies only; no private key is ever seen here. Two suites: SM2 with SM3 (GB/T 32918, GB/T
 * 32905) and P-256 with SHA-256 (FIPS 186-5).
 */
@NullMarked
package org.liangzheng.verifier.crypto;

import org.jspecify.annotations.NullMarked;
