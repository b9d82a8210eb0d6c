/**
 * The sample world of a trial run: an invented city with departments, seals, evidence and one
 * client. Made once, through the same doors as a real one, and only where no real database is set.
 */
@NullMarked
package org.liangzheng.api.sample;

import org.jspecify.annotations.NullMarked;
