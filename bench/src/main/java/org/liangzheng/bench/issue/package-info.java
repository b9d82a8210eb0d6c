/**
 * {@code lz bench issue}: the service as a process of its own, with clients and database on the
 * same machine, against the sum of its parts, bare transactions, bare selects and OFDRW.
 */
@NullMarked
package org.liangzheng.bench.issue;

import org.jspecify.annotations.NullMarked;
