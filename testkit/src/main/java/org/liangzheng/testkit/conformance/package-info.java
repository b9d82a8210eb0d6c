/** The conformance kit (folder conformance): written here, read and judged here. */
@NullMarked
package org.liangzheng.testkit.conformance;

import org.jspecify.annotations.NullMarked;
