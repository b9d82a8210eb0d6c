/** The fonts of this machine. */
@NullMarked
package org.liangzheng.api.font;

import org.jspecify.annotations.NullMarked;
