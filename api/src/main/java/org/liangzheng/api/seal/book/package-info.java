/** The seal book over HTTP. */
@NullMarked
package org.liangzheng.api.seal.book;

import org.jspecify.annotations.NullMarked;
