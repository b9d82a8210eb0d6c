package org.liangzheng.api.audit;

import java.util.function.Consumer;
import org.liangzheng.verifier.format.log.ExportLine;

/** A register whose rows follow from acts in the log, for whoever holds one against the other. */
public interface RegisterRows {
  /**
   * Gives every row once, without anything personal. Called in the transaction of the export, so
   * that log and register are seen at one moment.
   */
  void each(Consumer<? super ExportLine.Registered> consumer);
}
