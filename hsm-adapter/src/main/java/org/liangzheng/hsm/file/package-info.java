/** Files of the adapters: replaced as a whole, one writer at a time, read strictly. */
@NullMarked
package org.liangzheng.hsm.file;

import org.jspecify.annotations.NullMarked;
