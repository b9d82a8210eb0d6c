package org.liangzheng.cli.demo;

/** A department fetches what it needs to know instead of asking for paper. */
final class ShareStep implements Step {
  static final String KEY = "share";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    claims.notBuilt("share");
  }
}
