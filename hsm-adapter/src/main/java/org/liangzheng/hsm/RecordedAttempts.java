package org.liangzheng.hsm;

import java.util.ArrayList;
import java.util.List;

/**
 * A journal in memory, for the command line and tests, where nothing outlives the process that
 * asked. A service keeps its attempts in its database instead.
 */
public final class RecordedAttempts implements AttemptJournal {
  /** One line of the journal. */
  public sealed interface Entry {
    Attempt attempt();

    /** The call was about to be made. */
    record Begun(Attempt attempt) implements Entry {}

    /** The call ended. */
    record Ended(Attempt attempt, AttemptOutcome outcome) implements Entry {}
  }

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized void begin(Attempt attempt) {
    entries.add(new Entry.Begun(attempt));
  }

  @Override
  public synchronized void end(Attempt attempt, AttemptOutcome outcome) {
    entries.add(new Entry.Ended(attempt, outcome));
  }

  /** What was recorded so far, in order. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The outcomes so far, in order. */
  public synchronized List<AttemptOutcome> outcomes() {
    return entries.stream()
        .filter(Entry.Ended.class::isInstance)
        .map(entry -> ((Entry.Ended) entry).outcome())
        .toList();
  }
}
