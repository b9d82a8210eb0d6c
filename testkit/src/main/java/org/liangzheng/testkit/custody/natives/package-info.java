/**
 * The C side of the custody tests: libraries and programs compiled at test time, real SoftHSM
 * tokens, and a PKCS#11 module that fails when told to. Never shipped.
 */
@NullMarked
package org.liangzheng.testkit.custody.natives;

import org.jspecify.annotations.NullMarked;
