/** Verifies sealed files: {@link org.liangzheng.verifier} is pure and stateless. */
@NullMarked
package org.liangzheng.verifier;

import org.jspecify.annotations.NullMarked;
