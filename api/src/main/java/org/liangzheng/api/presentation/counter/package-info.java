/**
 * The page of those who check: scanning, verdict, enrolling a window. All it knows it learns from
 * the API, as any other software does.
 */
@NullMarked
package org.liangzheng.api.presentation.counter;

import org.jspecify.annotations.NullMarked;
