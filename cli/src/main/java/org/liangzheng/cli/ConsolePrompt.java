package org.liangzheng.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal of this process. */
record ConsolePrompt(Console console) implements Prompt {
  /** The person at the terminal, or nobody where input and output are no terminal. */
  static Prompt ofThisProcess() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .<Prompt>map(ConsolePrompt::new)
        .orElse(Prompt.NOBODY);
  }

  @Override
  public Optional<String> line(String question) {
    return Optional.ofNullable(console.readLine("%s", question));
  }

  @Override
  public Optional<char[]> secret(String question) {
    return Optional.ofNullable(console.readPassword("%s", question));
  }
}
