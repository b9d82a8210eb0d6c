/** Verdicts for everybody: public, bounded, a small answer. */
@NullMarked
package org.liangzheng.api.verification;

import org.jspecify.annotations.NullMarked;
