package org.liangzheng.api.licence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.liangzheng.api.audit.RegisterRows;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.log.ExportLine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The register's side of the reconciliation with the log: opaque ids and digests, no person. */
@Component
class LicenceRows implements RegisterRows {
  private static final int PAGE = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcClient database;
  private final SealedFiles files;

  LicenceRows(JdbcClient database, SealedFiles files) {
    this.database = database;
    this.files = files;
  }

  private record Stored(
      UUID licence,
      int version,
      int current,
      String authority,
      String type,
      String status,
      UUID file) {
    ExportLine.Row row(Map<UUID, Sha256Digest> digests) {
      return new ExportLine.Row(
          licence,
          version,
          current,
          authority,
          type,
          status,
          Optional.ofNullable(digests.get(file)));
    }
  }

  @Override
  public void each(Consumer<? super ExportLine.Registered> consumer) {
    UUID licence = FIRST;
    int version = 0;
    List<Stored> page;
    do {
      page =
          database
              .sql(
                  """
                  select l.id, v.version, l.current_version, l.authority, l.type, l.status, v.file
                  from licence_version v join licence l on l.id = v.licence
                  where (v.licence, v.version) > (?, ?)
                  order by v.licence, v.version limit ?
                  """)
              .params(licence, version, PAGE)
              .query((row, _) ->
                  new Stored(
                      row.getObject(1, UUID.class),
                      row.getInt(2),
                      row.getInt(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6),
                      row.getObject(7, UUID.class)))
              .list();
      Map<UUID, Sha256Digest> digests =
          files.digests(page.stream().map(Stored::file).distinct().toList());
      page.forEach(stored -> consumer.accept(stored.row(digests)));
      if (!page.isEmpty()) {
        licence = page.getLast().licence();
        version = page.getLast().version();
      }
    } while (page.size() == PAGE);
  }
}
