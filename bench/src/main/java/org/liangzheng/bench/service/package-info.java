/**
 * The service as a process of its own on the loopback, its database seen by its administrator, and
 * clients that load it: what the areas that measure over HTTP share.
 */
@NullMarked
package org.liangzheng.bench.service;

import org.jspecify.annotations.NullMarked;
