/**
 * Verifier points: registered counters, gates, inspectors and terminals, their one-time enrolment
 * and their keys. Owns {@code presentation_point}.
 */
@NullMarked
package org.liangzheng.api.presentation.point;

import org.jspecify.annotations.NullMarked;
