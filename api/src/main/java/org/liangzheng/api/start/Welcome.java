package org.liangzheng.api.start;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liangzheng.api.text.Said;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The block on standard output that says, once everything runs, where to go. */
@Component
final class Welcome {

  private final ObjectProvider<StartupNotice> notices;
  private final Environment environment;

  Welcome(ObjectProvider<StartupNotice> notices, Environment environment) {
    this.notices = notices;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void greet() {
    // A start for one task alone is no start of the service.
    if (!environment.getProperty("liangzheng.office.only", Boolean.class, false)) {
      System.out.print(text());
    }
  }

  String text() {
    List<Said> lines = new ArrayList<>(addresses());
    notices.stream()
        .sorted(Comparator.comparingInt(StartupNotice::order))
        .forEach(notice -> lines.addAll(notice.lines()));
    StringBuilder text = new StringBuilder("\n亮证已启动\n");
    lines.forEach(line -> text.append("  ").append(line.zh()).append('\n'));
    text.append("\nLiangzheng is up\n");
    lines.forEach(line -> text.append("  ").append(line.en()).append('\n'));
    return text.append('\n').toString();
  }

  private List<Said> addresses() {
    List<Said> lines = new ArrayList<>();
    String service = address("server.address", "local.server.port");
    lines.add(new Said("服务地址   " + service, "service    " + service));
    if (environment.containsProperty("local.management.port")) {
      String health =
          address("management.server.address", "local.management.port") + "/actuator/health";
      lines.add(new Said("健康检查   " + health, "health     " + health));
    }
    return lines;
  }

  private String address(String host, String port) {
    return "http://"
        + environment.getProperty(host, "127.0.0.1")
        + ":"
        + environment.getProperty(port, "?");
  }
}
