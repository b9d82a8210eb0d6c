package org.liangzheng.api.licence;

import java.util.concurrent.atomic.AtomicInteger;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests for business licences of invented companies; each test changes what it is about. */
public final class LicenceRequests {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private LicenceRequests() {}

  /** For a company that has none yet. */
  public static ObjectNode valid() {
    return valid(company(COUNT.incrementAndGet()), "亮城市示例商贸有限公司");
  }

  public static ObjectNode valid(String uscc, String name) {
    ObjectNode request = JSON.createObjectNode();
    request.put("type", "11100000MB0143028R001").put("number", uscc);
    request.putObject("holder").put("type", "001").put("code", uscc).put("name", name);
    request
        .putObject("data")
        .put("name", name)
        .put("uscc", uscc)
        .put("kind", "有限责任公司")
        .put("legalRepresentative", "示例人甲")
        .put("registeredCapital", "壹佰万元整")
        .put("establishedOn", "2026-11-01")
        .put("address", "亮城市示例区样例路1号")
        .put("businessScope", "示例商品的批发与零售。");
    return request;
  }

  /** For what a department issues: the housing department licences builders, others trade. */
  public static ObjectNode validFor(SampleDepartment issuer) {
    return issuer == SampleDepartment.HOUSING ? safety() : valid();
  }

  /** A construction safety licence for a builder that has none yet; housing issues it. */
  public static ObjectNode safety() {
    String uscc = company(COUNT.incrementAndGet());
    ObjectNode request = JSON.createObjectNode();
    request.put("type", "11990100LC0000023R001").put("number", "（亮）JZ安许证字〔2026〕000017");
    String name = "亮城市示例建筑工程有限公司";
    request.putObject("holder").put("type", "001").put("code", uscc).put("name", name);
    request
        .putObject("data")
        .put("companyName", name)
        .put("uscc", uscc)
        .put("principal", "示例人丁")
        .put("economicKind", "有限责任公司")
        .put("address", "亮城市示例区样例路16号")
        .put("scope", "建筑施工");
    return request;
  }

  /** A code of the invented city's region with its right check character. */
  public static String company(int number) {
    String first17 = String.format(java.util.Locale.ROOT, "91990100LC%07d", number);
    return first17 + OrganizationId.checkCharacter(first17);
  }

  static ObjectNode holder(ObjectNode request) {
    return (ObjectNode) request.get("holder");
  }

  static ObjectNode data(ObjectNode request) {
    return (ObjectNode) request.get("data");
  }
}
