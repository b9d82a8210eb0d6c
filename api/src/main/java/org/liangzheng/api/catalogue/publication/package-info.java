/**
 * How a part of the catalogue is written, published by two people and withdrawn; the same for
 * licence types and matters. Owns no table: each {@link
 * org.liangzheng.api.catalogue.publication.Publishable} names its own.
 */
@NullMarked
package org.liangzheng.api.catalogue.publication;

import org.jspecify.annotations.NullMarked;
