/** Trust as data: who may certify, make seals and issue licences, and for how long. */
@NullMarked
package org.liangzheng.verifier.format.pack;

import org.jspecify.annotations.NullMarked;
