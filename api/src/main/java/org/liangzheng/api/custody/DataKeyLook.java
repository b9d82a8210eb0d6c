package org.liangzheng.api.custody;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for new data keys. Every node for itself: its memory is its own. */
final class DataKeyLook {

  private final DataKeys keys;

  DataKeyLook(DataKeys keys) {
    this.keys = keys;
  }

  @Scheduled(
      initialDelay = DataKeys.LOOK_SECONDS,
      fixedDelay = DataKeys.LOOK_SECONDS,
      timeUnit = TimeUnit.SECONDS)
  void look() {
    keys.refresh();
  }
}
