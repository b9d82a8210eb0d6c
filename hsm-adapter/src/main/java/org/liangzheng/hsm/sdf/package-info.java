/**
 * Keys in SDF devices (GM/T 0018), called through {@code java.lang.foreign}. A device signs SM2 by
 * key index and access password; its keys are made by its own tool, and it knows neither labels nor
 * purposes nor certificates: those are in a {@link org.liangzheng.hsm.sdf.KeyTable}. The format of
 * the table in a file is on the page {@code docs/formats/sdf-key-table.md}.
 */
@NullMarked
package org.liangzheng.hsm.sdf;

import org.jspecify.annotations.NullMarked;
