package org.liangzheng.api.custody;

/** What a key of the database is for. Names are stored. */
enum DataKeyKind {
  /** Encrypts fields (AES-256-GCM). */
  FIELD,
  /** Keys blind indexes (HMAC-SHA256). */
  INDEX
}
