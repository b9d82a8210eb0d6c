/** What a verification found: data first, sentence second. */
@NullMarked
package org.liangzheng.verifier.report;

import org.jspecify.annotations.NullMarked;
