/** The committed sample world (folder keys-sample): written here, read by tests of every module. */
@NullMarked
package org.liangzheng.testkit.world;

import org.jspecify.annotations.NullMarked;
