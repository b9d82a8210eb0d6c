package org.liangzheng.cli.demo.city;

import java.io.Serial;
import java.util.List;

/** A trouble with what it is about; nothing of a body, which may name people. */
public final class CityException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Trouble trouble;
  private final String[] about;

  public CityException(Trouble trouble, String... about) {
    super(trouble.code() + " " + String.join(" ", about));
    this.trouble = trouble;
    this.about = about.clone();
  }

  public Trouble trouble() {
    return trouble;
  }

  /** As the trouble says. */
  public List<String> about() {
    return List.of(about);
  }
}
