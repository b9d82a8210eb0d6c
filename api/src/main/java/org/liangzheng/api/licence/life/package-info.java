/**
 * Acts that change what a licence is worth: suspending, resuming and the three ways to end it. Owns
 * {@code licence_act}.
 */
@NullMarked
package org.liangzheng.api.licence.life;

import org.jspecify.annotations.NullMarked;
