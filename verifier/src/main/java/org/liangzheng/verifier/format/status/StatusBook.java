package org.liangzheng.verifier.format.status;

import java.util.Optional;

/**
 * A status list with the table that says why and since when.
 *
 * @throws IllegalArgumentException if they do not {@link #agree}
 */
public record StatusBook(StatusList list, NotInForceTable table) {
  public StatusBook {
    if (!agree(list, table)) {
      throw new IllegalArgumentException("list and table contradict each other");
    }
  }

  /** The list of a size with the entries of a table. */
  public static StatusBook of(long size, NotInForceTable table) {
    return new StatusBook(StatusList.of(size, table), table);
  }

  /** Whether the table names every entry that has ended or is suspended, rightly, and no other. */
  public static boolean agree(StatusList list, NotInForceTable table) {
    if (list.notInForce() != table.size()) {
      return false;
    }
    for (int i = 0; i < table.size(); i++) {
      NotInForce entry = table.at(i);
      if (!list.at(entry.index()).equals(Optional.of(entry.act().value()))) {
        return false;
      }
    }
    return true;
  }

  /** What it says of an index. */
  public Answer find(long index) {
    Optional<StatusValue> value = list.at(index);
    if (value.isEmpty()) {
      return new Answer.Outside();
    }
    return switch (value.get()) {
      case IN_FORCE -> new Answer.InForce();
      case ENDED, SUSPENDED -> new Answer.Dead(table.find(index).orElseThrow());
      case RESERVED -> new Answer.NotUnderstood();
    };
  }

  /** What a status list says. */
  public sealed interface Answer {
    /** Nothing was done to it. */
    record InForce() implements Answer {}

    /** It has ended or is suspended. */
    record Dead(NotInForce entry) implements Answer {}

    /** A value without a meaning. */
    record NotUnderstood() implements Answer {}

    /** The list does not reach that far. */
    record Outside() implements Answer {}
  }
}
