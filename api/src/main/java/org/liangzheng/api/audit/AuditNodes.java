package org.liangzheng.api.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.log.KnownHashes;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hashes of full subtrees; those of level 0 are the leaves of the entries. */
@Repository
class AuditNodes {
  private final JdbcClient database;

  AuditNodes(JdbcClient database) {
    this.database = database;
  }

  /**
   * The hashes at these places.
   *
   * @return throws IllegalStateException when asked for one that the database has lost
   */
  KnownHashes hashes(Collection<TreePosition> positions) {
    Map<TreePosition, TreeHash> found = new HashMap<>();
    List<TreePosition> leaves = positions.stream().filter(p -> p.level() == 0).toList();
    List<TreePosition> nodes = positions.stream().filter(p -> p.level() > 0).toList();
    if (!leaves.isEmpty()) {
      database
          .sql("select position, leaf from audit_entry where position = any (?)")
          .param(leaves.stream().mapToLong(TreePosition::index).toArray())
          .query(row -> {
            found.put(new TreePosition(0, row.getLong(1)), hash(row.getBytes(2)));
          });
    }
    if (!nodes.isEmpty()) {
      database
          .sql(
              "select level, index, hash from audit_node"
                  + " join unnest(?, ?) as asked (level, index) using (level, index)")
          .params(
              nodes.stream().mapToInt(TreePosition::level).toArray(),
              nodes.stream().mapToLong(TreePosition::index).toArray())
          .query(row -> {
            found.put(new TreePosition(row.getInt(1), row.getLong(2)), hash(row.getBytes(3)));
          });
    }
    return position -> {
      TreeHash hash = found.get(position);
      if (hash == null) {
        throw new IllegalStateException("the log has lost a hash at " + position);
      }
      return hash;
    };
  }

  void insert(Map<TreePosition, TreeHash> completed) {
    List<Map.Entry<TreePosition, TreeHash>> rows = List.copyOf(completed.entrySet());
    database
        .sql("insert into audit_node (level, index, hash) select * from unnest(?, ?, ?)")
        .params(
            rows.stream().mapToInt(row -> row.getKey().level()).toArray(),
            rows.stream().mapToLong(row -> row.getKey().index()).toArray(),
            rows.stream().map(row -> row.getValue().value().toByteArray()).toArray(byte[][]::new))
        .update();
  }

  private static TreeHash hash(byte[] bytes) {
    return new TreeHash(ByteString.of(bytes));
  }
}
