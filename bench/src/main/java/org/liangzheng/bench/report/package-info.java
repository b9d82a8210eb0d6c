/**
 * What was promised, held against what was measured, as a page to read. Every promise has a line;
 * what was not measured says so, with its reason.
 */
@NullMarked
package org.liangzheng.bench.report;

import org.jspecify.annotations.NullMarked;
