package org.liangzheng.api.licence.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer about a foreign licence comes from, and how fresh it is.
 *
 * @param kind EXTERNAL
 * @param issuer the source's code
 * @param heardAt when the source was last heard; absent: never
 * @param stale whether that is longer ago than the source's limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceView(
    String kind,
    String issuer,
    String name,
    @Nullable Instant heardAt,
    @Nullable Long ageSeconds,
    long staleAfterSeconds,
    boolean stale) {}
