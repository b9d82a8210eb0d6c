/**
 * Custody of keys: small ports in this package, one package per kind of vault, one pool of threads
 * for all of them. Keys are named by {@code vault:label}, never shown, and sign 32-byte typed
 * digests under an authorisation that is checked here, beside the key.
 */
@NullMarked
package org.liangzheng.hsm;

import org.jspecify.annotations.NullMarked;
