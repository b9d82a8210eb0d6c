/** Makes presentation codes and draws them. */
@NullMarked
package org.liangzheng.signer.code;

import org.jspecify.annotations.NullMarked;
