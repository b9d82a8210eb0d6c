/**
 * The seal office: the life of seals. Apply → approve → key → certify → activate → suspend ⇄ resume
 * → revoke → destroy; a seal in use is remade when its certificate is renewed. Approving, remaking,
 * revoking, destroying and changing rules take two people. Owns {@code seal_version} and {@code
 * seal_step}, and writes {@code seal}.
 */
@NullMarked
package org.liangzheng.api.seal.office;

import org.jspecify.annotations.NullMarked;
