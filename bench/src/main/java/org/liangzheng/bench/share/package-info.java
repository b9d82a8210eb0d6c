/**
 * 免提交: opening cases with their coverage, and fetching, against their own selects, receipts and
 * commits.
 */
@NullMarked
package org.liangzheng.bench.share;

import org.jspecify.annotations.NullMarked;
