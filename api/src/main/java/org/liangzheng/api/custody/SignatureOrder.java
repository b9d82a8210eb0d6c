package org.liangzheng.api.custody;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * Leave to make one signature, and everything its record says.
 *
 * @param key the key to sign with
 * @param act what for
 * @param actor who asks: an opaque id, printable ASCII without blanks, at most 128 characters
 * @param subject what is signed: an opaque id, likewise
 * @param digest the 32 bytes
 * @param intent the idempotent act it belongs to; attempts of one intent are numbered through
 */
public record SignatureOrder(
    KeyRef key,
    SignatureAct act,
    String actor,
    String subject,
    SigningDigest digest,
    @Nullable UUID intent) {}
