/** Licence files: a sealed OFD package that shows a licence and carries its data. */
@NullMarked
package org.liangzheng.signer.licence;

import org.jspecify.annotations.NullMarked;
