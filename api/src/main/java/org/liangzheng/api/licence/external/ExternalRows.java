package org.liangzheng.api.licence.external;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.RegisterRows;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.log.ExportLine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The foreign licences' side of the reconciliation with the log. */
@Component
class ExternalRows implements RegisterRows {
  private static final int PAGE = 1_000;

  private final JdbcClient database;
  private final SealedFiles files;

  ExternalRows(JdbcClient database, SealedFiles files) {
    this.database = database;
    this.files = files;
  }

  private record Stored(
      UUID licence,
      UUID source,
      String keeper,
      String type,
      String status,
      long contentSequence,
      long statusSequence,
      @Nullable UUID file) {
    ExportLine.Foreign line(Map<UUID, Sha256Digest> digests) {
      return new ExportLine.Foreign(
          licence,
          source,
          keeper,
          type,
          status,
          contentSequence,
          statusSequence,
          Optional.ofNullable(file).map(digests::get));
    }
  }

  @Override
  public void each(Consumer<? super ExportLine.Registered> consumer) {
    UUID after = new UUID(0, 0);
    List<Stored> page;
    do {
      page =
          database
              .sql(
                  // A licence whose source was taken out behind the service's back is shown too.
                  """
                  select e.id, e.issuer, coalesce(i.keeper, ''), e.type, e.status,
                         e.content_sequence, e.status_sequence, e.file
                  from external_licence e left join external_issuer i on i.id = e.issuer
                  where e.id > ? order by e.id limit ?
                  """)
              .params(after, PAGE)
              .query((row, _) ->
                  new Stored(
                      row.getObject(1, UUID.class),
                      row.getObject(2, UUID.class),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getLong(6),
                      row.getLong(7),
                      row.getObject(8, UUID.class)))
              .list();
      Map<UUID, Sha256Digest> digests =
          files.digests(
              page.stream().map(Stored::file).filter(Objects::nonNull).distinct().toList());
      page.forEach(stored -> consumer.accept(stored.line(digests)));
      if (!page.isEmpty()) {
        after = page.getLast().licence();
      }
    } while (page.size() == PAGE);
  }
}
