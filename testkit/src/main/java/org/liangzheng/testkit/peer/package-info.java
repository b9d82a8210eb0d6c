/**
 * Programs of others, each in a process of its own, that read what is made here and make what is
 * read here.
 */
@NullMarked
package org.liangzheng.testkit.peer;

import org.jspecify.annotations.NullMarked;
