/** Pages of an OFD document and where their text stands. */
@NullMarked
package org.liangzheng.verifier.format.ofd.text;

import org.jspecify.annotations.NullMarked;
