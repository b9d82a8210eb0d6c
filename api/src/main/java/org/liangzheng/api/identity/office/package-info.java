/**
 * Who works for an authority: accounts its administrators make, roles two of them grant and one
 * revokes, and its first administrators.
 */
@NullMarked
package org.liangzheng.api.identity.office;

import org.jspecify.annotations.NullMarked;
