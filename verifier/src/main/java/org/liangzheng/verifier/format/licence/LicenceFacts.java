package org.liangzheng.verifier.format.licence;

import static org.liangzheng.verifier.format.licence.CustomDatas.require;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * What a licence file says about itself, in the CustomDatas of its OFD.xml: the names met in
 * deployed licences (ZZMC …) and four of our own (LZ…).
 *
 * @param typeName ZZMC, name of the licence type
 * @param number ZZBH, licence number as printed
 * @param id ZZBS; its type is also ZZLXDM
 * @param issuerName ZZBFJG
 * @param issuer ZZBFJGDM
 * @param issueDate ZZBFRQ, legal date
 * @param holderName CZZT
 * @param holder CZZTDM with CZZTDMLXDM
 * @param validFrom ZZYXQQSRQ, first legal day
 * @param validUntil ZZYXQJZRQ, last legal day, included; empty means without end
 * @param sealedBy LZQZJGDM, the authorities whose seals the file must carry, in order, each once
 * @param statusIndex LZZTSY, index in the licence status list, if one is allotted
 * @param predecessor LZQBZY, SHA-256 of the file of the version that this one replaces, in
 *     hexadecimal; from the second version on
 */
public record LicenceFacts(
    String typeName,
    String number,
    LicenceId id,
    String issuerName,
    OrganizationId issuer,
    LocalDate issueDate,
    String holderName,
    HolderCode holder,
    LocalDate validFrom,
    Optional<LocalDate> validUntil,
    List<OrganizationId> sealedBy,
    Optional<Long> statusIndex,
    Optional<Sha256Digest> predecessor) {
  /** The CustomData that makes a package a licence. */
  public static final String ID = "ZZBS";

  public LicenceFacts {
    sealedBy = List.copyOf(sealedBy);
    if (sealedBy.isEmpty()) {
      throw new IllegalArgumentException("a licence names at least one sealing authority");
    }
    if (sealedBy.stream().distinct().count() < sealedBy.size()) {
      // Two stamps of one authority are not the seals of two.
      throw new IllegalArgumentException("a licence names a sealing authority once");
    }
    if (validUntil.isPresent() && validUntil.get().isBefore(validFrom)) {
      throw new IllegalArgumentException("a licence ends before it begins");
    }
  }

  /** Of a first version. */
  public LicenceFacts(
      String typeName,
      String number,
      LicenceId id,
      String issuerName,
      OrganizationId issuer,
      LocalDate issueDate,
      String holderName,
      HolderCode holder,
      LocalDate validFrom,
      Optional<LocalDate> validUntil,
      List<OrganizationId> sealedBy,
      Optional<Long> statusIndex) {
    this(
        typeName,
        number,
        id,
        issuerName,
        issuer,
        issueDate,
        holderName,
        holder,
        validFrom,
        validUntil,
        sealedBy,
        statusIndex,
        Optional.empty());
  }

  /** CustomData values by name, in the order they are written. */
  public Map<String, String> toCustomDatas() {
    Map<String, String> datas = new LinkedHashMap<>();
    datas.put("ZZMC", typeName);
    datas.put("ZZLXDM", id.type().value());
    datas.put("ZZBH", number);
    datas.put(ID, id.text());
    datas.put("ZZBFJG", issuerName);
    datas.put("ZZBFJGDM", issuer.value());
    datas.put("ZZBFRQ", issueDate.toString());
    datas.put("CZZT", holderName);
    datas.put("CZZTDM", holder.value());
    datas.put("CZZTDMLXDM", holder.type());
    datas.put("ZZYXQQSRQ", validFrom.toString());
    validUntil.ifPresent(end -> datas.put("ZZYXQJZRQ", end.toString()));
    datas.put("LZQZJGDM", String.join(" ", sealedBy.stream().map(OrganizationId::value).toList()));
    statusIndex.ifPresent(index -> datas.put(CustomDatas.STATUS_INDEX, Long.toString(index)));
    predecessor.ifPresent(file -> datas.put("LZQBZY", file.value().toHex()));
    return datas;
  }

  /**
   * Reads the facts of our own licence files.
   *
   * @throws MalformedException if one is missing or not in its form, or they contradict each other
   */
  public static LicenceFacts read(Map<String, String> datas) throws MalformedException {
    LicenceId id = LicenceId.parse(require(datas, ID));
    if (!id.type().value().equals(require(datas, "ZZLXDM"))) {
      throw new MalformedException("the type code differs from the identifier's");
    }
    try {
      Optional<LocalDate> end = Optional.ofNullable(datas.get("ZZYXQJZRQ")).map(LocalDate::parse);
      Optional<Long> index = CustomDatas.statusIndex(datas);
      List<OrganizationId> sealedBy =
          List.of(require(datas, "LZQZJGDM").split(" ")).stream().map(OrganizationId::new).toList();
      return new LicenceFacts(
          require(datas, "ZZMC"),
          require(datas, "ZZBH"),
          id,
          require(datas, "ZZBFJG"),
          OrganizationId.parse(require(datas, "ZZBFJGDM")),
          LocalDate.parse(require(datas, "ZZBFRQ")),
          require(datas, "CZZT"),
          HolderCode.parse(require(datas, "CZZTDMLXDM"), require(datas, "CZZTDM")),
          LocalDate.parse(require(datas, "ZZYXQQSRQ")),
          end,
          sealedBy,
          index,
          Optional.ofNullable(datas.get("LZQBZY")).map(CustomDatas::sha256));
    } catch (DateTimeException | IllegalArgumentException bad) {
      throw new MalformedException("a fact of the licence is not in its form", bad);
    }
  }

  /** Type only: the rest is personal data. */
  @Override
  public String toString() {
    return "LicenceFacts[" + id.type() + ", …]";
  }
}
