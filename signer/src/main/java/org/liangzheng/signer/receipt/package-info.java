/** Makes usage receipts: many under one signature. */
@NullMarked
package org.liangzheng.signer.receipt;

import org.jspecify.annotations.NullMarked;
