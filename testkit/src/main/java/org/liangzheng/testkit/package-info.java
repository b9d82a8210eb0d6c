/** Builders, vectors and house rules for tests; never shipped. */
@NullMarked
package org.liangzheng.testkit;

import org.jspecify.annotations.NullMarked;
