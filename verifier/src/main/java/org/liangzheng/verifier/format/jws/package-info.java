/** Signed files in one narrow form of JWS. */
@NullMarked
package org.liangzheng.verifier.format.jws;

import org.jspecify.annotations.NullMarked;
