package org.liangzheng.api.sample;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.Scenes;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A counter of the sample city for all scenes. Its code of enrolment stands in {@link #FILE} in the
 * state folder and is renewed until somebody uses it.
 */
final class SamplePoint {
  /** In the state folder. */
  static final String FILE = "sample-counter.json";

  private static final Said NAME = new Said("示例 3 号窗口", "Sample counter 3");
  private static final Said PLACE = new Said("亮城市政务服务中心", "Liangcheng City Service Centre");

  private final Home home;
  private final PublicAddress address;
  private final Points points;
  private final Scenes scenes;
  private final TransactionTemplate transactions;
  private final OneNode oneNode;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SamplePoint(
      Home home,
      PublicAddress address,
      Points points,
      Scenes scenes,
      TransactionTemplate transactions,
      OneNode oneNode,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.home = home;
    this.address = address;
    this.points = points;
    this.scenes = scenes;
    this.transactions = transactions;
    this.oneNode = oneNode;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Registers the counter once, and gives it a fresh code while it has no key. */
  void ensure() {
    Optional<VerifierPoint> known =
        points.of(SampleDepartment.MARKET.id()).stream()
            .filter(point -> point.name().equals(NAME))
            .findFirst();
    if (known.isPresent() && known.get().state() != VerifierPoint.State.REGISTERED) {
      return;
    }
    String code = points.newCode();
    VerifierPoint point = known.orElseGet(this::made);
    transactions.executeWithoutResult(_ -> {
      if (known.isPresent()) {
        points.renewCode(point, code, SampleCity.ACTOR);
      } else {
        points.insert(point, code, SampleCity.ACTOR);
      }
    });
    write(code);
  }

  private VerifierPoint made() {
    return new VerifierPoint(
        ids.next(),
        SampleDepartment.MARKET.id(),
        NAME,
        PLACE,
        PlaceKind.COUNTER,
        List.copyOf(scenes.all().keySet()).stream().sorted().toList(),
        clock.instant(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void write(String code) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("counter_page", address.value() + "/counter");
    file.put("enrolment_code", code);
    file.put("good_for_minutes", Points.ENROLMENT.toMinutes());
    home.writePrivate(FILE, json.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n");
  }

  /** A code is good for 15 minutes; who tries it out later finds a new one. */
  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
  void renew() {
    var _ = oneNode.tryRun(SampleConfiguration.JOB, this::ensure);
  }
}
