package org.liangzheng.api.seal;

import java.util.UUID;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;

/**
 * A seal that stamps documents other than licences, found fit for use.
 *
 * @param version of its seal data
 */
public record OfficeSeal(
    UUID id, OrganizationId authority, int version, Seal seal, Certificate signer, KeyRef key) {}
