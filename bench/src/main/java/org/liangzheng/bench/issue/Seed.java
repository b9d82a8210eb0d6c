package org.liangzheng.bench.issue;

import java.util.UUID;

/**
 * A licence that the service issued and that searches look for.
 *
 * @param code of its holder, and its number
 */
record Seed(UUID id, String code) {}
