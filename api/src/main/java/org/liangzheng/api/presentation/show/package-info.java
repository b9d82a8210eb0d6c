/** Holders show their licences: codes, live events, answers to those who ask. */
@NullMarked
package org.liangzheng.api.presentation.show;

import org.jspecify.annotations.NullMarked;
