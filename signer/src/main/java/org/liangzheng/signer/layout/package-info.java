/**
 * The face of a licence as data: where text, pictures, codes and seals go. A layout is compiled
 * once; drawing a face places what differs from licence to licence.
 */
@NullMarked
package org.liangzheng.signer.layout;

import org.jspecify.annotations.NullMarked;
