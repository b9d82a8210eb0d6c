package org.liangzheng.api.trust;

import java.time.Instant;

/**
 * The newest pack, without its bytes.
 *
 * @param licencesList version of the signed list that it is at least as new as; 0 for none
 * @param sealsList likewise
 */
record PackRow(long version, Instant issuedAt, long licencesList, long sealsList) {}
