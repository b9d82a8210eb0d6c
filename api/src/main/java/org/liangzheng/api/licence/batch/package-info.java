/**
 * Many requests in one body: taken in as a stream, kept encrypted in chunks, carried out by all
 * nodes under leases, each line an intent of its own. Owns {@code licence_batch*}.
 */
@NullMarked
package org.liangzheng.api.licence.batch;

import org.jspecify.annotations.NullMarked;
