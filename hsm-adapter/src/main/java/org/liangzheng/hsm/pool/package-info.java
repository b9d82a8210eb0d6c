/**
 * The pool of platform threads that every adapter uses: each thread owns one session with its
 * vault. A call into a native library holds the thread that makes it, so no such call is ever made
 * on a virtual thread.
 */
@NullMarked
package org.liangzheng.hsm.pool;

import org.jspecify.annotations.NullMarked;
