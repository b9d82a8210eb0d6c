/**
 * Makes what the verifier checks. Everything signed is prepared first, shows its digest, and is
 * finished with the signature value: so a service can record what it is about to sign before the
 * key is used, and no key is ever seen here. What is made is checked by the verifier before it is
 * handed out.
 */
@NullMarked
package org.liangzheng.signer;

import org.jspecify.annotations.NullMarked;
