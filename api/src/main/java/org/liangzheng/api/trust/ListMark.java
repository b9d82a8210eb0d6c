package org.liangzheng.api.trust;

import java.time.Instant;

/** The newest signed list of a kind, without its bytes. */
record ListMark(long version, Instant issuedAt, String subject) {}
