package org.liangzheng.api.licence.batch;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Intent;

/** What the lines of a batch ask for, and how one of them is carried out. A bean for each kind. */
public interface BatchKind {

  /** Stable: UPPER_SNAKE, it stands in the database. */
  String name();

  /** The most bytes a line may have. */
  int maxLine();

  /**
   * Chooses what must be the same in every attempt at a line; kept encrypted. Runs in the
   * transaction that writes the intent.
   */
  byte[] allot();

  /**
   * Does what a line asks for, outside any transaction.
   *
   * @param line as received, without its end
   * @return writes what the line leaves behind, in the transaction that settles the line, and says
   *     what it came to; may throw a {@link Problem}, which then is the line's and nothing is kept
   * @throws Problem final: the line is refused; a vault, seal or evidence that is away: the batch
   *     pauses; else the line is tried again, and fails after some tries
   */
  Supplier<Result> perform(Intent intent, byte[] line, BatchOrder order);

  /** Looks, by what was allotted, for what an earlier attempt left behind. */
  Optional<Result> recover(Intent intent);

  /**
   * What a line came to.
   *
   * @param outcome a word of the kind, UPPER_SNAKE: ISSUED
   * @param subject the thing it made or changed, an opaque id
   */
  record Result(String outcome, UUID subject) {}
}
