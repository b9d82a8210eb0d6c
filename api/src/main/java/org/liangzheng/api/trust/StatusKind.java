package org.liangzheng.api.trust;

/** What has a status index; each kind has a list of its own. */
public enum StatusKind {
  LICENCE,
  SEAL
}
