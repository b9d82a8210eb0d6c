package org.liangzheng.api.web;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception as its types and stack frames. Its message only where the type is known not
 * to quote what a caller sent: parsers, drivers and validators do, and what callers send here is
 * personal data.
 */
public final class QuietThrowables extends ThrowableHandlingConverter {

  private static final List<String> MAY_SPEAK =
      List.of(
          "java.net.",
          "org.flywaydb.",
          "org.springframework.beans.factory.",
          "org.springframework.boot.",
          "org.springframework.context.",
          "org.liangzheng.");
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 60;

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy at = event.getThrowableProxy();
    for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
      append(text, at, depth);
      at = at.getCause();
    }
    return text.toString();
  }

  private static void append(StringBuilder text, IThrowableProxy thrown, int depth) {
    text.append(depth == 0 ? "  " : "  caused by ").append(thrown.getClassName());
    String message = thrown.getMessage();
    if (message != null && maySpeak(thrown.getClassName())) {
      text.append(": ").append(message.replaceAll("[\\r\\n]+", " ⏎ "));
    }
    text.append('\n');
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int own = frames.length - thrown.getCommonFrames();
    for (int i = 0; i < Math.min(own, MOST_FRAMES); i++) {
      text.append("    ").append(frames[i].getSTEAsString()).append('\n');
    }
  }

  private static boolean maySpeak(@Nullable String type) {
    return type != null && MAY_SPEAK.stream().anyMatch(type::startsWith);
  }
}
