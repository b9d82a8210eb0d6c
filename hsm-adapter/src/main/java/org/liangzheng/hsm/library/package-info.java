/**
 * Files of vendors' libraries, looked at before the system loads them, so that each thing that can
 * be wrong with them is one clear error.
 */
@NullMarked
package org.liangzheng.hsm.library;

import org.jspecify.annotations.NullMarked;
