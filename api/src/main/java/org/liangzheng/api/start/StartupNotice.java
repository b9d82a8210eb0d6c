package org.liangzheng.api.start;

import java.util.List;
import org.liangzheng.api.text.Said;

/**
 * Lines a feature wants read once the service is up: where something is, or what must not be
 * mistaken for production. A bean of this type is enough; it is asked after everything has started.
 */
public interface StartupNotice {

  /** Smaller comes first; the addresses of the service stand at 0. */
  int order();

  /** Short lines in both languages, without secrets or personal data. */
  List<Said> lines();
}
