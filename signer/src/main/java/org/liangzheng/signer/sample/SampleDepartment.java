package org.liangzheng.signer.sample;

import org.liangzheng.verifier.format.licence.OrganizationId;

/** Departments of the invented city 亮城市. Region code 990100 is not given to any place. */
public enum SampleDepartment {
  MARKET("11990100LC0000015Y", "亮城市市场监督管理局", "亮城市市场监督管理局证照专用章", SampleRole.MARKET_LICENCE_SEAL),
  HOUSING("11990100LC0000023R", "亮城市住房和城乡建设局", "亮城市住房和城乡建设局证照专用章", SampleRole.HOUSING_LICENCE_SEAL),
  /** Runs the service; the seal on annotated copies is its own. */
  DATA("11990100LC0000031L", "亮城市政务服务和数据管理局", "亮城市政务服务和数据管理局证照专用章", SampleRole.DATA_LICENCE_SEAL),
  HUMAN_RESOURCES(
      "11990100LC0000040J",
      "亮城市人力资源和社会保障局",
      "亮城市人力资源和社会保障局证照专用章",
      SampleRole.HUMAN_RESOURCES_LICENCE_SEAL),
  PUBLIC_SECURITY(
      "11990100LC0000058C", "亮城市公安局", "亮城市公安局证照专用章", SampleRole.PUBLIC_SECURITY_LICENCE_SEAL);

  private final String id;
  private final String displayName;
  private final String sealName;
  private final SampleRole sealKey;

  SampleDepartment(String id, String displayName, String sealName, SampleRole sealKey) {
    this.id = id;
    this.displayName = displayName;
    this.sealName = sealName;
    this.sealKey = sealKey;
  }

  public OrganizationId id() {
    return new OrganizationId(id);
  }

  public String displayName() {
    return displayName;
  }

  public String sealName() {
    return sealName;
  }

  /** The key of its licence seal. */
  public SampleRole sealKey() {
    return sealKey;
  }
}
