package org.liangzheng.api.web;

/**
 * A request body limit for some paths, in place of the general one. A bean of this type is enough.
 *
 * @param path a pattern as of Spring's {@code PathPattern}, for instance {@code /v1/verifications}
 * @param bytes the most a body may have
 */
public record BodyLimit(String path, long bytes) {

  public BodyLimit {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a body limit is positive");
    }
  }
}
