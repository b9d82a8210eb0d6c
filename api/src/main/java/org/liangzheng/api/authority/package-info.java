/** Departments, keyed by their USCC. Owns table {@code authority}. */
@NullMarked
package org.liangzheng.api.authority;

import org.jspecify.annotations.NullMarked;
