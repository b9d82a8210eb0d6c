/**
 * By which an authority lets its licence seal stand on licences that other authorities issue. Owns
 * {@code seal_grant}.
 */
@NullMarked
package org.liangzheng.api.seal.grant;

import org.jspecify.annotations.NullMarked;
