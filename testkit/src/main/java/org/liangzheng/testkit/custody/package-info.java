/** What every vault must do, as one contract test, and the faults it is done under. */
@NullMarked
package org.liangzheng.testkit.custody;

import org.jspecify.annotations.NullMarked;
