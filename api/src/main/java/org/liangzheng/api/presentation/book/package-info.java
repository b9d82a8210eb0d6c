/**
 * Rows of presentations, their codes and the scans of these. Owns {@code presentation}, {@code
 * presentation_code}, {@code presentation_scan} and {@code presentation_offline_scan}.
 */
@NullMarked
package org.liangzheng.api.presentation.book;

import org.jspecify.annotations.NullMarked;
