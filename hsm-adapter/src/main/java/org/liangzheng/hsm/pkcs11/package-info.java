/**
 * Keys in PKCS#11 tokens (v2.40 and 3.x modules), by a direct binding to the vendor's library.
 *
 * <p>What lies on a token, so that any node, and any later version, can read it:
 *
 * <ul>
 *   <li>a private key made here has its label in CKA_LABEL (ASCII) and in CKA_ID 20 bytes: {@code
 *       4C 5A 01} (LZ, version 1), one byte for the purpose ({@code KeyId} lists them), 16 random
 *       bytes. The random part makes a key made later under the same label another key;
 *   <li>its public key is a CKO_PUBLIC_KEY, its certificate a CKO_CERTIFICATE, both with the same
 *       CKA_ID and CKA_LABEL;
 *   <li>a wrapping key is a CKO_SECRET_KEY (CKK_AES, 32 bytes) named in the same way.
 * </ul>
 *
 * The id is not authenticated: whoever holds the PIN can change it, and can as well sign. Public
 * objects can on most tokens be planted without a PIN; a planted public key makes the self-check
 * fail and nothing else.
 */
@NullMarked
package org.liangzheng.hsm.pkcs11;

import org.jspecify.annotations.NullMarked;
