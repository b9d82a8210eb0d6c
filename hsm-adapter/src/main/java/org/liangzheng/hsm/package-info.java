/** Custody of keys: ports in this package, one package per kind of vault. */
@NullMarked
package org.liangzheng.hsm;

import org.jspecify.annotations.NullMarked;
