/** Makes signed status lists. */
@NullMarked
package org.liangzheng.signer.status;

import org.jspecify.annotations.NullMarked;
