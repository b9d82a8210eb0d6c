/** What an audit log and the register beside it are worth: everything is computed again. */
@NullMarked
package org.liangzheng.verifier.check.log;

import org.jspecify.annotations.NullMarked;
