package org.liangzheng.cli.demo;

/** A citizen shows a licence, a counter scans it. */
final class ShowStep implements Step {
  static final String KEY = "show";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    claims.notBuilt("show");
  }
}
