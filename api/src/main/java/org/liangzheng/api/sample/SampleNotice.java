package org.liangzheng.api.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.identity.SampleClient;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.api.text.Said;
import org.liangzheng.signer.sample.SampleDepartment;

/** Says that this is an invented city, and with what to begin. */
final class SampleNotice implements StartupNotice {
  private static final int ORDER = 40;

  private final Home home;
  private final PublicAddress address;

  SampleNotice(Home home, PublicAddress address) {
    this.home = home;
    this.address = address;
  }

  @Override
  public int order() {
    return ORDER;
  }

  /** Who works where, by sign-in name. */
  private static List<Said> people() {
    Map<Optional<SampleDepartment>, List<String>> names = new LinkedHashMap<>();
    for (SamplePerson person : SamplePerson.values()) {
      names.computeIfAbsent(person.department(), _ -> new ArrayList<>()).add(person.signInName());
    }
    List<Said> lines = new ArrayList<>();
    names.forEach((department, people) -> {
      String all = String.join(" ", people);
      lines.add(
          new Said(
              "           "
                  + all
                  + "："
                  + department.map(SampleDepartment::displayName).orElse("市民"),
              "           "
                  + all
                  + ": "
                  + department.map(SampleDepartment::displayName).orElse("a citizen")));
    });
    return lines;
  }

  @Override
  public List<Said> lines() {
    List<Said> lines = new ArrayList<>();
    lines.add(
        new Said(
            "演示环境   虚构的亮城市，证照与印章没有法律效力",
            "DEMO       an invented city; nothing here has legal force"));
    lines.add(
        new Said(
            "试用客户端 " + home.path().resolve(SampleClient.FILE),
            "client     " + home.path().resolve(SampleClient.FILE)));
    String page = address.value() + "/login";
    lines.add(
        new Said(
            "登录页     " + page + "，密码在 " + home.path().resolve(SamplePeople.FILE),
            "log in     " + page + ", passwords in " + home.path().resolve(SamplePeople.FILE)));
    lines.addAll(people());
    lines.add(
        new Said(
            "持证人页   "
                + address.value()
                + "/me，用 "
                + SamplePerson.CITIZEN.signInName()
                + " 登录，可看、可亮证照",
            "holder     "
                + address.value()
                + "/me, signed in as "
                + SamplePerson.CITIZEN.signInName()
                + ": licences, to show"));
    lines.add(
        new Said(
            "试用窗口   " + address.value() + "/counter，登记码在 " + home.path().resolve(SamplePoint.FILE),
            "counter    "
                + address.value()
                + "/counter, enrolment code in "
                + home.path().resolve(SamplePoint.FILE)));
    lines.add(new Said("第一次用   docs/quickstart.md", "to begin   docs/quickstart.md"));
    lines.add(new Said("看全过程   另开一个终端：./lz demo", "the story  in another terminal: ./lz demo"));
    return lines;
  }
}
