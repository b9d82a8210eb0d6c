/** The house's drawing as rules: which way arrows go, and what the pure modules do not touch. */
@NullMarked
package org.liangzheng.testkit.house;

import org.jspecify.annotations.NullMarked;
