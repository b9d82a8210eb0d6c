/** Makes seals and stamps (GB/T 38540-2020, version 4). */
@NullMarked
package org.liangzheng.signer.seal;

import org.jspecify.annotations.NullMarked;
