/**
 * Changing requests that happen once: the row written beforehand is the intent, and the outcome is
 * stored with the answer in one transaction.
 *
 * <p>The life of an intent: {@code PERFORMING} (somebody holds a lease on it) becomes {@code
 * ANSWERED} (final, repeated byte for byte for 30 days) or {@code VOID} (an attempt failed or was
 * given up; the same key may take it up again, with the same allotted identifiers and the next
 * attempt number). Every write names the attempt it belongs to, so whoever lost the lease can no
 * longer write.
 */
@NullMarked
package org.liangzheng.api.web.idempotency;

import org.jspecify.annotations.NullMarked;
