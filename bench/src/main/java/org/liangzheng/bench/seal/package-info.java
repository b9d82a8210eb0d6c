/**
 * {@code lz bench seal}: stamping, verifying and writing licences, and OFDRW at the same work in a
 * process of its own.
 */
@NullMarked
package org.liangzheng.bench.seal;

import org.jspecify.annotations.NullMarked;
