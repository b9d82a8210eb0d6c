/** How the sentences of the other packages are read; the sentences stand with what they tell of. */
@NullMarked
package org.liangzheng.verifier.text;

import org.jspecify.annotations.NullMarked;
