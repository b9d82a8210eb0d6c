/** Benchmarks; never shipped. */
@NullMarked
package org.liangzheng.bench;

import org.jspecify.annotations.NullMarked;
