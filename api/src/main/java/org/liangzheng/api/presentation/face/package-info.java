/**
 * The static codes on the faces of licences: a random handle for each version, which tells a
 * stranger's camera nothing. Owns {@code presentation_face}.
 */
@NullMarked
package org.liangzheng.api.presentation.face;

import org.jspecify.annotations.NullMarked;
