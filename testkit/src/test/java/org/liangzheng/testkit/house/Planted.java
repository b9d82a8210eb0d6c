package org.liangzheng.testkit.house;

import java.time.Instant;
import java.util.UUID;
import javax.xml.stream.XMLInputFactory;

/** Calls what the house forbids, once each, for {@link ForbiddenApisTest}; never run. */
@SuppressWarnings("all")
final class Planted {
  private Planted() {}

  static Object time() {
    return Instant.now();
  }

  static Object millis() {
    return System.currentTimeMillis();
  }

  static Object weakRandom() {
    return Math.random();
  }

  static Object randomId() {
    return UUID.randomUUID();
  }

  static Object defaultCharset(byte[] bytes) {
    return new String(bytes);
  }

  static Object defaultLocale(String text) {
    return text.toLowerCase();
  }

  static Object anyXmlParser() {
    return XMLInputFactory.newInstance();
  }
}
