package org.liangzheng.api.sample;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.SampleClient;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.api.text.Said;

/** Says that this is an invented city, and with what to begin. */
final class SampleNotice implements StartupNotice {
  private static final int ORDER = 40;

  private final Home home;

  SampleNotice(Home home) {
    this.home = home;
  }

  @Override
  public int order() {
    return ORDER;
  }

  private static String names() {
    return Arrays.stream(SamplePerson.values())
        .map(SamplePerson::signInName)
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<Said> lines() {
    return List.of(
        new Said(
            "演示环境   虚构的亮城市，证照与印章没有法律效力",
            "DEMO       an invented city; nothing here has legal force"),
        new Said(
            "试用客户端 " + home.path().resolve(SampleClient.FILE),
            "client     " + home.path().resolve(SampleClient.FILE)),
        new Said(
            "试用人员   " + names() + "，密码在 " + home.path().resolve(SamplePeople.FILE),
            "people     " + names() + ", passwords in " + home.path().resolve(SamplePeople.FILE)),
        new Said(
            "试用窗口   登记码在 " + home.path().resolve(SamplePoint.FILE),
            "counter    enrolment code in " + home.path().resolve(SamplePoint.FILE)));
  }
}
