/** The command line. */
@NullMarked
package org.liangzheng.cli;

import org.jspecify.annotations.NullMarked;
