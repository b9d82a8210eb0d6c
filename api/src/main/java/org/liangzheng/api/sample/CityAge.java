package org.liangzheng.api.sample;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;

/**
 * A sample city is made once; one that an earlier version made lacks what was invented since. That
 * is said when the service starts, not by the first request that needs it.
 */
final class CityAge {
  private static final List<String> NEEDED =
      List.of(
          ServiceKey.PACK,
          ServiceKey.LOG,
          ServiceKey.TIMESTAMP,
          ServiceKey.PRESENTATION_CA,
          ServiceKey.RECEIPT);

  private final TrustDirectory trust;
  private final Home home;
  private final Clock clock;

  CityAge(TrustDirectory trust, Home home, Clock clock) {
    this.trust = trust;
    this.home = home;
    this.clock = clock;
  }

  /**
   * Refuses a city whose trust list lacks something.
   *
   * @throws StartupProblem SAMPLE_CITY_OUTDATED
   */
  void require() {
    List<String> lacking = lacking(trust.newest().pack().trust().list(), clock.instant());
    if (!lacking.isEmpty()) {
      throw new StartupProblem(
          StartupFailure.SAMPLE_CITY_OUTDATED, home.path().toString(), String.join(", ", lacking));
    }
  }

  /** Purposes that no key of the list has at an instant, and codes of departments it lacks. */
  static List<String> lacking(TrustList list, Instant at) {
    List<String> lacking = new ArrayList<>(NEEDED);
    list.keys().stream()
        .filter(key -> key.period().contains(at))
        .forEach(key -> lacking.remove(key.purpose()));
    for (SampleDepartment department : SampleDepartment.values()) {
      if (list.authority(department.id()).isEmpty()) {
        lacking.add(department.id().value());
      }
    }
    return lacking;
  }
}
