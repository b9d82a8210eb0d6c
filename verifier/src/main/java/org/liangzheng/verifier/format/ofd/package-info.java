/**
 * OFD packages (GB/T 33190) and their signatures, read from hostile bytes in memory and written the
 * same way each time. Knows nothing of trust.
 */
@NullMarked
package org.liangzheng.verifier.format.ofd;

import org.jspecify.annotations.NullMarked;
