/**
 * Sentences in 中文 and English, kept in UTF-8 resource bundles beside the feature that says them.
 */
@NullMarked
package org.liangzheng.api.text;

import org.jspecify.annotations.NullMarked;
