/**
 * Electronic seals and their stamps (GB/T 38540): strict DER, exact bytes kept. Reads and writes
 * version 4; the signer uses the same writer, foreign files test the reader.
 */
@NullMarked
package org.liangzheng.verifier.format.seal;

import org.jspecify.annotations.NullMarked;
