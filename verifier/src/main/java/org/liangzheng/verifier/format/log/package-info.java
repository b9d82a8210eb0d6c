/** The audit log as anybody can check it: tree, proofs, checkpoints, entries (RFC 9162, C2SP). */
@NullMarked
package org.liangzheng.verifier.format.log;

import org.jspecify.annotations.NullMarked;
