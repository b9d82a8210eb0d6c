/** A service of the sample city as the demo meets it: its addresses, its people, its machines. */
@NullMarked
package org.liangzheng.cli.demo.city;

import org.jspecify.annotations.NullMarked;
