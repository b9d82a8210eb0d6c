/**
 * Vaults described by settings and opened from them: one reading of the names, defaults and ranges
 * for the service and the command line.
 */
@NullMarked
package org.liangzheng.hsm.config;

import org.jspecify.annotations.NullMarked;
