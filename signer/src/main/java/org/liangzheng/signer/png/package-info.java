/** Writes and reads PNG in memory: the platform's own short cuts keep a copy on disk meanwhile. */
@NullMarked
package org.liangzheng.signer.png;

import org.jspecify.annotations.NullMarked;
