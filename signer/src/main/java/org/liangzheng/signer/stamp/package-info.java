/**
 * Adds signatures to OFD documents of others (GB/T 33190 chapter 18): by page and millimetres, by
 * keyword, or over the edges of pages. What stands in the document stays as it is, byte for byte;
 * keys see digests only.
 */
@NullMarked
package org.liangzheng.signer.stamp;

import org.jspecify.annotations.NullMarked;
