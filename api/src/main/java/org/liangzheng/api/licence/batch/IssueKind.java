package org.liangzheng.api.licence.batch;

import java.util.Optional;
import java.util.function.Supplier;
import org.liangzheng.api.licence.IssuingDoor;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.springframework.stereotype.Component;

/** Each line issues a licence. */
@Component
class IssueKind implements BatchKind {
  static final String NAME = "ISSUE";
  private static final String ISSUED = "ISSUED";

  private final IssuingDoor door;
  private final int maxLine;

  IssueKind(IssuingDoor door, BatchSettings settings) {
    this.door = door;
    this.maxLine = Math.toIntExact(settings.maxLine().toBytes());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int maxLine() {
    return maxLine;
  }

  @Override
  public byte[] allot() {
    return door.allot();
  }

  @Override
  public Supplier<Result> perform(Intent intent, byte[] line, BatchOrder order) {
    Outcome outcome = door.issue(intent, line, order.actor(), order.authority());
    return () -> {
      outcome.persist().run();
      return issued(intent);
    };
  }

  @Override
  public Optional<Result> recover(Intent intent) {
    return door.recover(intent).map(_ -> issued(intent));
  }

  private Result issued(Intent intent) {
    return new Result(ISSUED, door.licence(intent.allotted()));
  }
}
