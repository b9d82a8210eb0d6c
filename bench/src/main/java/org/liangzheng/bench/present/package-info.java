/**
 * {@code lz bench present}: codes shown and scanned over HTTP against the sum of their parts, codes
 * checked by the library against the bare cryptography, and what open event streams cost.
 */
@NullMarked
package org.liangzheng.bench.present;

import org.jspecify.annotations.NullMarked;
