/** Work done by the clock: one small pool of platform threads, and one node at a time. */
@NullMarked
package org.liangzheng.api.schedule;

import org.jspecify.annotations.NullMarked;
