package org.liangzheng.bench.service;

import java.util.UUID;

/**
 * A licence that the service issued and that searches look for.
 *
 * @param code of its holder, and its number
 */
public record Seed(UUID id, String code) {}
