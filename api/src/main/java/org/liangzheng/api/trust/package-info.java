/** Evidence packs: who is trusted, published and used. Owns {@code trust_pack}. */
@NullMarked
package org.liangzheng.api.trust;

import org.jspecify.annotations.NullMarked;
