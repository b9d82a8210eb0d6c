/**
 * Coming up: what can keep the service from starting, said plainly, and where to go once it runs.
 */
@NullMarked
package org.liangzheng.api.start;

import org.jspecify.annotations.NullMarked;
