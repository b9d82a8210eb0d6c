package org.liangzheng.verifier.format.seal;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * SESeal version 4 (GB/T 38540-2020): SEQUENCE { eSealInfo, cert, signAlgID, signedValue }.
 *
 * @param der the exact bytes
 * @param infoDer exact bytes of SES_SealInfo, which is what the maker signed
 * @param maker the seal maker's certificate
 * @param signatureOid signature algorithm as written
 * @param signature signature value as written, DER or raw
 */
public record Seal(
    ByteString der,
    ByteString infoDer,
    SealInfo info,
    Certificate maker,
    String signatureOid,
    ByteString signature) {}
