package org.liangzheng.api.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.liangzheng.api.identity.Apps;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.SampleClient;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.signer.sample.SampleDepartment;

/** The one machine client of the sample world: the market regulator's approval system. */
final class SampleOffice {
  static final String CLIENT = "sample-market-approval";

  /** A program for people at their desks: it listens on its own loopback while they sign in. */
  static final String APP = "sample-desk";

  private final Clients clients;
  private final SampleClient file;
  private final Apps apps;

  SampleOffice(Clients clients, SampleClient file, Apps apps) {
    this.clients = clients;
    this.file = file;
    this.apps = apps;
  }

  /** Registers the client with the key in its file, which is made if it is missing. */
  void ensure() {
    clients.register(
        CLIENT,
        "亮城市市场监督管理局审批系统（示例）",
        SampleDepartment.MARKET.id(),
        file.ensure(CLIENT),
        Set.of(
            Scope.LICENCE_ISSUE,
            Scope.LICENCE_READ,
            Scope.SEAL_READ,
            Scope.SEAL_USE,
            Scope.SEAL_BOOK_READ,
            Scope.LICENCE_ACT,
            Scope.LICENCE_COPY,
            Scope.LICENCE_EXPORT,
            Scope.CATALOGUE_READ,
            Scope.EVENT_READ,
            Scope.CASE_MANAGE,
            Scope.LICENCE_FETCH,
            Scope.RECEIPT_READ,
            Scope.SHARING_METER_READ));
    apps.register(
        APP, "窗口程序（示例）", List.of("http://127.0.0.1:8765/callback"), EnumSet.allOf(Scope.class));
  }
}
