/** Copies of a licence, PNG and PDF: marked 副本, without a seal. */
@NullMarked
package org.liangzheng.signer.copy;

import org.jspecify.annotations.NullMarked;
