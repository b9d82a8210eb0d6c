package org.liangzheng.verifier.format.signeddata;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * The signed attributes of a signer (PKCS #9).
 *
 * @param setDer the attributes as received, under the tag SET that the signature covers
 * @param contentType object identifier, dotted
 * @param messageDigest digest of the content
 * @param signingTime the signer's own clock; proves nothing
 */
public record SignedAttributes(
    ByteString setDer,
    String contentType,
    ByteString messageDigest,
    Optional<Instant> signingTime) {}
