/** Makes what the verifier checks. */
@NullMarked
package org.liangzheng.signer;

import org.jspecify.annotations.NullMarked;
