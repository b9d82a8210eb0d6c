/**
 * Draws seals as outlines and writes them as vector OFD, SVG or PNG: the same bytes each time from
 * the same fonts.
 */
@NullMarked
package org.liangzheng.signer.seal.picture;

import org.jspecify.annotations.NullMarked;
