/** signedData of GB/T 35275: what SignedValue.dat of an OFD signature of type Sign holds. */
@NullMarked
package org.liangzheng.verifier.format.signeddata;

import org.jspecify.annotations.NullMarked;
