package org.liangzheng.verifier.format.licence;

import static org.liangzheng.verifier.format.licence.CustomDatas.require;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * What an annotated copy (加注件) says about itself, in the CustomDatas of its OFD.xml. It has no
 * ZZBS: a copy is not a licence.
 *
 * @param id LZJZBH, own number of the copy
 * @param original LZJZYJ, identifier of the licence version it was made of; personal data
 * @param originalIssuer LZJZBFJG, who issued that
 * @param originalFile LZJZZY, SHA-256 of its file, hexadecimal
 * @param cause LZJZSY, why it was made
 * @param caseNumber LZJZAJ, the case it was made for
 * @param asker LZJZDW, who asked for it
 * @param madeOn LZJZRQ, legal date
 * @param expiresOn LZJZYXQ, last legal day, included
 * @param sealedBy LZJZQZ, the authority whose copy seal it must carry
 * @param statusIndex LZZTSY, index of the original in the licence status list
 */
public record CopyFacts(
    UUID id,
    LicenceId original,
    OrganizationId originalIssuer,
    Sha256Digest originalFile,
    String cause,
    String caseNumber,
    String asker,
    LocalDate madeOn,
    LocalDate expiresOn,
    OrganizationId sealedBy,
    Optional<Long> statusIndex) {
  /** The CustomData that makes a package an annotated copy. */
  public static final String ORIGINAL = "LZJZYJ";

  public CopyFacts {
    if (expiresOn.isBefore(madeOn)) {
      throw new IllegalArgumentException("a copy expires before it is made");
    }
  }

  /** CustomData values by name, in the order they are written. */
  public Map<String, String> toCustomDatas() {
    Map<String, String> datas = new LinkedHashMap<>();
    datas.put("LZJZBH", id.toString());
    datas.put(ORIGINAL, original.text());
    datas.put("LZJZBFJG", originalIssuer.value());
    datas.put("LZJZZY", originalFile.value().toHex());
    datas.put("LZJZSY", cause);
    datas.put("LZJZAJ", caseNumber);
    datas.put("LZJZDW", asker);
    datas.put("LZJZRQ", madeOn.toString());
    datas.put("LZJZYXQ", expiresOn.toString());
    datas.put("LZJZQZ", sealedBy.value());
    statusIndex.ifPresent(index -> datas.put(CustomDatas.STATUS_INDEX, Long.toString(index)));
    return datas;
  }

  /**
   * Reads the facts of an annotated copy.
   *
   * @throws MalformedException if one is missing or not in its form, or they contradict each other
   */
  public static CopyFacts read(Map<String, String> datas) throws MalformedException {
    try {
      return new CopyFacts(
          UUID.fromString(require(datas, "LZJZBH")),
          LicenceId.parse(require(datas, ORIGINAL)),
          OrganizationId.parse(require(datas, "LZJZBFJG")),
          CustomDatas.sha256(require(datas, "LZJZZY")),
          require(datas, "LZJZSY"),
          require(datas, "LZJZAJ"),
          require(datas, "LZJZDW"),
          LocalDate.parse(require(datas, "LZJZRQ")),
          LocalDate.parse(require(datas, "LZJZYXQ")),
          OrganizationId.parse(require(datas, "LZJZQZ")),
          CustomDatas.statusIndex(datas));
    } catch (DateTimeException | IllegalArgumentException bad) {
      throw new MalformedException("a fact of the copy is not in its form", bad);
    }
  }

  /** The number only: the rest is personal data. */
  @Override
  public String toString() {
    return "CopyFacts[" + id + "]";
  }
}
