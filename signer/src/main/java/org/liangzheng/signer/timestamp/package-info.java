/**
 * Timestamps (RFC 3161): an authority of one's own, and others through a function. No key and no
 * network is ever seen here.
 */
@NullMarked
package org.liangzheng.signer.timestamp;

import org.jspecify.annotations.NullMarked;
