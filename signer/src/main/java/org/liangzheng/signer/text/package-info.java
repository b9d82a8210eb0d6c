/** Sentences in Chinese and English for what is refused here. */
@NullMarked
package org.liangzheng.signer.text;

import org.jspecify.annotations.NullMarked;
