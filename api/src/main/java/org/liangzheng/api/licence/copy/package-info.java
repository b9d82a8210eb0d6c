/**
 * Files of licences: as issued, as copies without a seal, and as annotated copies under the copy
 * seal. Owns {@code licence_annotated_copy}.
 */
@NullMarked
package org.liangzheng.api.licence.copy;

import org.jspecify.annotations.NullMarked;
