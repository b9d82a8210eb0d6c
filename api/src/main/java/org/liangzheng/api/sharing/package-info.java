/**
 * 免提交: cases, coverage, consents, fetches with receipts, objections, the meter. Owns the tables
 * {@code sharing_*} but that of the receipt keys.
 */
@NullMarked
package org.liangzheng.api.sharing;

import org.jspecify.annotations.NullMarked;
