/**
 * Licences that others issued: taken in continuously from registered sources, their seals verified
 * and their files kept byte for byte, never sealed anew. Owns {@code external_*}.
 */
@NullMarked
package org.liangzheng.api.licence.external;

import org.jspecify.annotations.NullMarked;
