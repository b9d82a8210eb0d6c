/**
 * Points scan codes and are answered: a verdict, a question to the holder, or why nothing was
 * checked.
 */
@NullMarked
package org.liangzheng.api.presentation.scan;

import org.jspecify.annotations.NullMarked;
