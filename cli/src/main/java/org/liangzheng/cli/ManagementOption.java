package org.liangzheng.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the running service is asked. */
final class ManagementOption {
  @Option(
      names = "--management",
      paramLabel = "URL",
      description = {
        "服务的管理地址（默认 http://127.0.0.1:8081，端口取 LZ_MANAGEMENT_PORT）。",
        "Management address of the service (http://127.0.0.1:8081; port by LZ_MANAGEMENT_PORT)."
      })
  @Nullable URI management;

  ManagementPort service(Surroundings surroundings) {
    return ManagementPort.of(management, surroundings);
  }
}
