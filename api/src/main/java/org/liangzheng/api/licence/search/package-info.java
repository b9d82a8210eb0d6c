/** Finding licences of one's own authority, page by page or as a stream. */
@NullMarked
package org.liangzheng.api.licence.search;

import org.jspecify.annotations.NullMarked;
