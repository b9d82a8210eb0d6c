/**
 * The sample world: an invented city with its own certification authority, seal maker and
 * departments, so that everything can be tried before a city's real certificates are there.
 */
@NullMarked
package org.liangzheng.signer.sample;

import org.jspecify.annotations.NullMarked;
