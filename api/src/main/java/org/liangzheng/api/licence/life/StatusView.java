package org.liangzheng.api.licence.life;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceState;

/**
 * What a licence is now, and the acts that made it so.
 *
 * @param since when the last act took effect
 */
record StatusView(UUID licence, LicenceState status, Instant since, List<Item> acts) {
  StatusView {
    acts = List.copyOf(acts);
  }

  /**
   * One act.
   *
   * @param version number of the version that was current
   * @param by client or account
   * @param since when it took effect
   */
  record Item(
      UUID id,
      String act,
      int version,
      String reasonCode,
      String reason,
      LocalDate legalDate,
      String by,
      Instant since) {
    static Item of(LegalAct act) {
      return new Item(
          act.id(),
          act.act().name(),
          act.version(),
          act.reasonCode(),
          act.reason(),
          act.legalDate(),
          act.actor(),
          act.at());
    }
  }
}
