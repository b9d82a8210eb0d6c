/** Licence types: what stands on a licence and how it is checked. Owns {@code catalogue_*}. */
@NullMarked
package org.liangzheng.api.catalogue;

import org.jspecify.annotations.NullMarked;
