/** TrueType fonts: what they cover, how wide it is, how it looks, and small files with a part. */
@NullMarked
package org.liangzheng.signer.font;

import org.jspecify.annotations.NullMarked;
