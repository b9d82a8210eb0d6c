/** The strict deterministic part of CBOR (RFC 8949 §4.2.1) that our small formats need. */
@NullMarked
package org.liangzheng.verifier.format.cbor;

import org.jspecify.annotations.NullMarked;
