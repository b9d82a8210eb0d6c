/**
 * Sealing of documents and digests with office seals: {@code POST /v1/seal-signatures}, and the
 * same for sealing tasks.
 */
@NullMarked
package org.liangzheng.api.seal.use;

import org.jspecify.annotations.NullMarked;
