package org.liangzheng.api.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.liangzheng.api.identity.AccessMatrix.Row;

/**
 * The matrix: one row for each endpoint, by feature. Whoever adds an endpoint adds its row to the
 * list of its feature.
 */
final class AccessRows {

  /** Answered by filters, so no mapping lists them. */
  static final Set<String> FILTERS = Set.of("POST /oauth2/token", "GET /oauth2/authorize");

  static final List<Row> ROWS =
      Stream.of(
              PublicMatrix.ROWS,
              LicenceMatrix.ROWS,
              LogMatrix.ROWS,
              PageMatrix.ROWS,
              PeopleMatrix.ROWS,
              TypeMatrix.ROWS,
              HolderMatrix.ROWS,
              PresentationMatrix.ROWS,
              SealMatrix.ROWS,
              BatchMatrix.ROWS,
              SharingMatrix.ROWS,
              MatterMatrix.ROWS)
          .flatMap(List::stream)
          .toList();

  private AccessRows() {}
}
