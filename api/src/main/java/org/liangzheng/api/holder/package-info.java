/** What a holder may see of the use of own licences. Owns {@code holder_usage}. */
@NullMarked
package org.liangzheng.api.holder;

import org.jspecify.annotations.NullMarked;
