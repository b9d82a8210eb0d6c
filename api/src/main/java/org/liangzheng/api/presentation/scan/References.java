package org.liangzheng.api.presentation.scan;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What clerks and holders read out to each other. */
@Component
class References {
  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 4;
  private static final int CHOICES = 3;
  private static final int FIRST = 10;
  private static final int COUNT = 90;

  private final SecureRandom random;

  References(SecureRandom random) {
    this.random = random;
  }

  /** Four letters and digits. */
  String next() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** Three different numbers of two digits; the first is the one to be said. */
  record Numbers(String said, List<String> shown) {}

  Numbers numbers() {
    List<String> drawn = new ArrayList<>();
    while (drawn.size() < CHOICES) {
      String number = String.format(Locale.ROOT, "%d", FIRST + random.nextInt(COUNT));
      if (!drawn.contains(number)) {
        drawn.add(number);
      }
    }
    String said = drawn.getFirst();
    Collections.shuffle(drawn, random);
    return new Numbers(said, drawn);
  }
}
