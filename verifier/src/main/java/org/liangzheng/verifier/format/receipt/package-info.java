/** Usage receipts: the signed proof of one fetch. See docs/formats/receipt.md. */
@NullMarked
package org.liangzheng.verifier.format.receipt;

import org.jspecify.annotations.NullMarked;
