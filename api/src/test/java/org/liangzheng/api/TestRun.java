package org.liangzheng.api;

import org.liangzheng.api.web.TestShell;

/** The service as it runs, with the test's cipher and endpoints: for tests that need a process. */
public final class TestRun {

  private TestRun() {}

  public static void main(String[] arguments) {
    Application.run(arguments, Application.class, TestShell.class);
  }
}
