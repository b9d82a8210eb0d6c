/**
 * Sessions with a vault, bounded in number. Adapters of devices and foreign libraries use a pool of
 * platform threads, each owning one session: such a call holds the thread that makes it, may never
 * come back, and is never made on a virtual thread. Where a call is a computation of this process
 * that ends by itself, the session is lent to the caller instead.
 */
@NullMarked
package org.liangzheng.hsm.pool;

import org.jspecify.annotations.NullMarked;
