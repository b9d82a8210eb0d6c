package org.liangzheng.api.seal;

import java.util.UUID;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;

/** An active seal for licences, with the certificate and the key that stamp with it. */
public record LicenceSeal(
    UUID id, OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {}
