/** Makes evidence packs and the trust lists in them. */
@NullMarked
package org.liangzheng.signer.pack;

import org.jspecify.annotations.NullMarked;
