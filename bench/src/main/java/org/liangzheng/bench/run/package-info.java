/**
 * A small runner around JMH: contestants of one match take turns, round by round, in one process,
 * so that a neighbour on the machine disturbs all of them alike. It knows nothing of what is
 * measured.
 */
@NullMarked
package org.liangzheng.bench.run;

import org.jspecify.annotations.NullMarked;
