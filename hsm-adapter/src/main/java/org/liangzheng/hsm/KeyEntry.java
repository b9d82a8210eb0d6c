package org.liangzheng.hsm;

import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * A key in a list.
 *
 * @param publicKey empty for keys that do not sign
 * @param certificate the one stored beside it, if any
 */
public record KeyEntry(
    KeyReference reference,
    KeyPurpose purpose,
    Optional<VerificationKey> publicKey,
    Optional<Certificate> certificate) {}
