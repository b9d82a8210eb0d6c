package org.liangzheng.cli;

import java.util.Optional;

/** The person at the terminal. */
interface Prompt {
  /** Nobody is there. */
  Prompt NOBODY =
      new Prompt() {
        @Override
        public Optional<String> line(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
          return Optional.empty();
        }
      };

  /** Asks; empty if nobody answers. */
  Optional<String> line(String question);

  /** Asks without echo; empty if nobody answers. The caller wipes the answer. */
  Optional<char[]> secret(String question);
}
