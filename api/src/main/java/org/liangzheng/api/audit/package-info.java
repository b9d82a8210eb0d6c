/**
 * The audit log and its events: what was done, in one order, provable to anybody. Features write
 * into it inside the transaction of their act; one sequencer gives places after commit.
 */
@NullMarked
package org.liangzheng.api.audit;

import org.jspecify.annotations.NullMarked;
