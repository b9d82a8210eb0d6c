/**
 * What presentation codes are made with: the service's own id, the keys that sign offline codes and
 * the keys of scenes. Owns {@code presentation_instance}, {@code presentation_authority}, {@code
 * presentation_key}, {@code presentation_revocation} and {@code presentation_scene_key}.
 */
@NullMarked
package org.liangzheng.api.presentation.code;

import org.jspecify.annotations.NullMarked;
