package org.liangzheng.cli.demo.made;

import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.signer.sample.SamplePortrait;
import org.liangzheng.verifier.format.licence.PersonId;

/** Requests to issue licences to the sample city's citizen. */
public final class Citizens {
  public static final String DRIVING_LICENCE = "11990100LC0000058C001";
  public static final String RESIDENCE_CERTIFICATE = "11990100LC0000058C003";

  private static final int FILE_DIGITS = 1_000_000;

  private Citizens() {}

  /**
   * A driving licence.
   *
   * @param code citizen number
   * @param file running number below a million
   */
  public static Map<String, Object> drivingLicence(
      String code, String name, int file, LocalDate today) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("sex", sex(code));
    data.put("nationality", "中国");
    data.put("address", "亮城市示例区样例路2号3栋401室");
    data.put("birthDate", birthDate(code));
    data.put("firstIssuedOn", today.minusYears(8).toString());
    data.put("vehicleClass", "C1");
    data.put(
        "fileNumber", "990100" + String.format(java.util.Locale.ROOT, "%06d", file % FILE_DIGITS));
    data.put("portrait", portrait());
    Map<String, Object> request = request(DRIVING_LICENCE, code, code, name, data);
    request.put("validUntil", today.plusYears(6).toString());
    return request;
  }

  /** A residence certificate. */
  public static Map<String, Object> residenceCertificate(String code, String name, int number) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("sex", sex(code));
    data.put("ethnicity", "汉");
    data.put("birthDate", birthDate(code));
    data.put("citizenNumber", code);
    data.put("householdAddress", "样例省示例县虚构镇样例村5组");
    data.put("residence", "亮城市示例区样例路8号1栋102室");
    data.put("portrait", portrait());
    return request(
        RESIDENCE_CERTIFICATE,
        "LC990100JZ" + String.format(java.util.Locale.ROOT, "%08d", number % 100_000_000),
        code,
        name,
        data);
  }

  private static Map<String, Object> request(
      String type, String number, String code, String name, Map<String, Object> data) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("type", type);
    request.put("number", number);
    request.put("holder", Map.of("type", PersonId.TYPE, "code", code, "name", name));
    request.put("data", data);
    return request;
  }

  /** The seventeenth digit of a citizen number is odd for men (GB 11643-1999). */
  private static String sex(String code) {
    return (code.charAt(16) - '0') % 2 == 1 ? "男" : "女";
  }

  private static String birthDate(String code) {
    return code.substring(6, 10) + "-" + code.substring(10, 12) + "-" + code.substring(12, 14);
  }

  private static String portrait() {
    return Base64.getEncoder().encodeToString(SamplePortrait.draw().toByteArray());
  }
}
