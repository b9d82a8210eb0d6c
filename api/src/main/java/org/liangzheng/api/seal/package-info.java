/**
 * Seals of authorities and their use. Owns {@code seal}. Seals that make licences are reached from
 * {@code licence} only.
 */
@NullMarked
package org.liangzheng.api.seal;

import org.jspecify.annotations.NullMarked;
