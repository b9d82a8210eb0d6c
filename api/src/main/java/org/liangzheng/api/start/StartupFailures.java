package org.liangzheng.api.start;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.Environment;

/** Finds in an exception of the start the known failure behind it. */
public final class StartupFailures {

  private static final int DEEPEST_CAUSE = 30;
  private static final Pattern HOST_PART = Pattern.compile("jdbc:postgresql:(//[^/?@]+/[^?]*).*");

  private StartupFailures() {}

  /**
   * @param environment settings at hand, to name the port or database meant; {@code null} when the
   *     start did not get that far
   */
  public static StartupProblem recognise(Throwable thrown, @Nullable Environment environment) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      Optional<StartupProblem> known = known(at, environment);
      if (known.isPresent()) {
        return known.get();
      }
      at = at.getCause();
    }
    return new StartupProblem(
        StartupFailure.UNKNOWN,
        List.of(rootOf(thrown).getClass().getSimpleName()),
        List.of(),
        thrown);
  }

  private static Optional<StartupProblem> known(
      Throwable thrown, @Nullable Environment environment) {
    return switch (thrown) {
      case StartupProblem problem -> Optional.of(problem);
      case PortInUseException port -> Optional.of(portTaken(port, environment));
      case SQLException sql -> database(sql, environment);
      case ConfigurationPropertiesBindException bind -> Optional.of(setting(bind));
      default -> Optional.empty();
    };
  }

  private static StartupProblem portTaken(
      PortInUseException thrown, @Nullable Environment environment) {
    String port = Integer.toString(thrown.getPort());
    boolean management =
        environment != null && port.equals(environment.getProperty("management.server.port"));
    return new StartupProblem(
        StartupFailure.PORT_TAKEN,
        List.of(
            port,
            management ? "management" : "service",
            management ? "LZ_MANAGEMENT_PORT" : "LZ_PORT"),
        List.of(),
        thrown);
  }

  private static Optional<StartupProblem> database(
      SQLException thrown, @Nullable Environment environment) {
    String state = Objects.requireNonNullElse(thrown.getSQLState(), "");
    String where = environment == null ? "PostgreSQL" : databaseName(environment);
    if (state.startsWith("08")) {
      return Optional.of(problem(StartupFailure.DATABASE_UNREACHABLE, thrown, where));
    }
    if (state.startsWith("28") || state.startsWith("3D")) {
      return Optional.of(problem(StartupFailure.DATABASE_REFUSES, thrown, where, state));
    }
    if (state.equals("53100")) {
      return Optional.of(
          problem(StartupFailure.DISK_FULL, thrown, where, "?", "SQLSTATE " + state));
    }
    return Optional.empty();
  }

  private static StartupProblem setting(ConfigurationPropertiesBindException thrown) {
    String name = thrown.getCause() instanceof BindException bind ? bind.getName().toString() : "?";
    return problem(StartupFailure.SETTING_INVALID, thrown, name);
  }

  private static StartupProblem problem(
      StartupFailure failure, Throwable cause, String... arguments) {
    return new StartupProblem(failure, List.of(arguments), List.of(), cause);
  }

  /**
   * Host, port and database of the configured URL: never its parameters, which may hold secrets.
   */
  public static String databaseName(Environment environment) {
    String url = environment.getProperty("spring.datasource.url", "");
    Matcher matcher = HOST_PART.matcher(url);
    return matcher.matches() ? Objects.requireNonNull(matcher.group(1)) : "PostgreSQL";
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; depth < DEEPEST_CAUSE; depth++) {
      Throwable cause = at.getCause();
      if (cause == null) {
        return at;
      }
      at = cause;
    }
    return at;
  }

  /**
   * What the person at the terminal reads: Chinese first, then English, then code and exit code.
   */
  public static String text(StartupProblem problem) {
    StartupFailure failure = problem.failure();
    var says = failure.says(problem.arguments());
    var next = failure.next(problem.arguments());
    StringBuilder text = new StringBuilder(512);
    text.append("\n亮证没有启动：").append(says.zh()).append("\n怎么办：").append(next.zh());
    text.append("\n\nLiangzheng did not start: ").append(says.en());
    text.append("\nWhat to do: ").append(next.en()).append('\n');
    for (String line : problem.details()) {
      text.append("  | ").append(line).append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT, "%n[%s · 退出码 exit code %d]%n", failure.code(), failure.exitCode()))
        .toString();
  }
}
