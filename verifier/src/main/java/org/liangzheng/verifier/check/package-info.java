/** The checks, in the order of the standards, and the function that runs them all. */
@NullMarked
package org.liangzheng.verifier.check;

import org.jspecify.annotations.NullMarked;
