package org.liangzheng.api.licence;

import java.util.UUID;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which files are annotated copies of a licence that were made here. */
@Repository
class AnnotatedCopyIndex {
  private final JdbcClient database;

  AnnotatedCopyIndex(JdbcClient database) {
    this.database = database;
  }

  boolean has(UUID licence, Sha256Digest file) {
    return database
        .sql("select exists(select 1 from licence_annotated_copy where licence = ? and sha256 = ?)")
        .params(licence, file.value().toByteArray())
        .query(Boolean.class)
        .single();
  }
}
