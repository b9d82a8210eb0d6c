/**
 * Vaults, key references, what keys have been used for, and the keys that encrypt the database. The
 * only package of the service that knows the vaults' ports; to the others it speaks in its own
 * words and in values of {@code verifier.crypto}. Owns the tables {@code custody_*}.
 */
@NullMarked
package org.liangzheng.api.custody;

import org.jspecify.annotations.NullMarked;
