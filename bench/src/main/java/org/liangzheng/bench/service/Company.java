package org.liangzheng.bench.service;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An invented company that gets a business licence; each another one.
 *
 * @param code formally valid USCC; it is the number of the licence too
 */
public record Company(String code) {
  private static final long COUNT = 1_000_000_000;
  private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextLong(COUNT));
  private static final LocalDate FOUNDED = LocalDate.of(2026, 11, 1);

  /** Another one; one of a thousand million, begun anywhere. */
  public static Company next() {
    String first = String.format(Locale.ROOT, "91990100%09d", NEXT.getAndIncrement() % COUNT);
    return new Company(first + OrganizationId.checkCharacter(first));
  }

  private String name() {
    return "亮城市示例商贸第" + code.substring(8, 17) + "号有限公司";
  }

  /** Fields of the face. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", name());
    data.put("uscc", code);
    data.put("kind", "有限责任公司(自然人投资或控股)");
    data.put("legalRepresentative", "示例人甲");
    data.put("registeredCapital", "壹佰万元整");
    data.put("establishedOn", FOUNDED.toString());
    data.put("address", "亮城市示例区明示路1号");
    data.put("businessScope", "示例商品的批发与零售；示例软件的开发与服务。");
    return data;
  }

  /** Body of a request to issue its licence. */
  public Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("type", TestLicences.TYPE.value());
    request.put("number", code);
    request.put("holder", Map.of("type", OrganizationId.TYPE, "code", code, "name", name()));
    request.put("data", data());
    return request;
  }

  /** The same on the face. */
  public FaceValues face() {
    FaceValues face = FaceValues.none();
    for (Map.Entry<String, String> field : data().entrySet()) {
      face = face.withText(FaceValues.DATA + field.getKey(), field.getValue());
    }
    return face;
  }

  /** The same as facts. */
  public LicenceFacts facts(LocalDate day) {
    SampleDepartment issuer = SampleDepartment.MARKET;
    return new LicenceFacts(
        "营业执照",
        code,
        new LicenceId(TestLicences.TYPE, issuer.id().value(), "BENCH" + code.substring(3), 1),
        issuer.displayName(),
        issuer.id(),
        day,
        name(),
        new OrganizationId(code),
        day,
        Optional.empty(),
        List.of(issuer.id()),
        Optional.empty());
  }
}
