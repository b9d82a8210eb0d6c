package org.liangzheng.api.licence.search;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/licences/export}.
 *
 * @param criteria as for a search, without cursor and limit
 * @param cause 用证事由, a code
 */
record ExportRequest(@Nullable SearchRequest criteria, @Nullable String cause) {
  /** Nothing of the values. */
  @Override
  public String toString() {
    return "ExportRequest";
  }
}
