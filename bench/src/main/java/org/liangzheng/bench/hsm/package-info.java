/**
 * What custody costs: the whole signing path of the port against the bare library below it, in the
 * same run.
 */
@NullMarked
package org.liangzheng.bench.hsm;

import org.jspecify.annotations.NullMarked;
