package org.liangzheng.api.sample;

import java.util.Set;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.SampleClient;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.signer.sample.SampleDepartment;

/** The one machine client of the sample world: the market regulator's approval system. */
final class SampleOffice {
  static final String CLIENT = "sample-market-approval";

  private final Clients clients;
  private final SampleClient file;

  SampleOffice(Clients clients, SampleClient file) {
    this.clients = clients;
    this.file = file;
  }

  /** Registers the client with the key in its file, which is made if it is missing. */
  void ensure() {
    clients.register(
        CLIENT,
        "亮城市市场监督管理局审批系统（示例）",
        SampleDepartment.MARKET.id(),
        file.ensure(CLIENT),
        Set.of(Scope.LICENCE_ISSUE, Scope.LICENCE_READ));
  }
}
