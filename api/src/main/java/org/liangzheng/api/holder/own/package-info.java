/**
 * A holder's own licences, and those of others it has a mandate of: list, detail, face, file, and
 * who used them; as an API, and as the pages under {@code /me}.
 */
@NullMarked
package org.liangzheng.api.holder.own;

import org.jspecify.annotations.NullMarked;
