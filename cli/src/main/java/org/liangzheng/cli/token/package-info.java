/** What a machine signs with its own key to show who it is. */
@NullMarked
package org.liangzheng.cli.token;

import org.jspecify.annotations.NullMarked;
