/**
 * Evidence packs and status lists: who is trusted and what is dead, published and used. Owns {@code
 * trust_*}.
 */
@NullMarked
package org.liangzheng.api.trust;

import org.jspecify.annotations.NullMarked;
