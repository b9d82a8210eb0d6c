/** Signs usage receipts, many under one signature. Owns {@code sharing_receipt_key}. */
@NullMarked
package org.liangzheng.api.sharing.receipt;

import org.jspecify.annotations.NullMarked;
