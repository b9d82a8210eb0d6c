/**
 * Joint and cross-level sealing (联合签章, 跨层级签章): several authorities seal one document, in order or
 * side by side, each by an officer who approves it. Owns {@code seal_task} and its parts.
 */
@NullMarked
package org.liangzheng.api.seal.task;

import org.jspecify.annotations.NullMarked;
