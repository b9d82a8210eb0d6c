package org.liangzheng.api.start;

import java.util.List;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;

/**
 * Every known reason why the service does not start, with the exit code of the process. Codes and
 * numbers are stable: the launcher, service managers and people's notes depend on them.
 */
public enum StartupFailure {
  /** Another run holds the state folder. */
  HOME_LOCKED("home-locked", 10),
  /** A port the service listens on is in use. */
  PORT_TAKEN("port-taken", 11),
  /** The state folder cannot be made, read or written. */
  HOME_UNUSABLE("home-unusable", 12),
  /** The state folder can be written by other users of the machine. */
  HOME_UNSAFE("home-unsafe", 13),
  /** No space is left where the state folder is. */
  DISK_FULL("disk-full", 14),
  /** The embedded database does not come up. */
  DATABASE_NOT_STARTING("database-not-starting", 15),
  /** The database was migrated by a newer version of the program. */
  DATABASE_NEWER("database-newer", 16),
  /** The migrations applied to the database are not the ones this program carries. */
  DATABASE_DIFFERS("database-differs", 17),
  /** The configured database does not answer. */
  DATABASE_UNREACHABLE("database-unreachable", 18),
  /** The configured database refuses the account, or lacks the named database. */
  DATABASE_REFUSES("database-refuses", 19),
  /** The database is set to lose acknowledged writes, or is not UTF-8. */
  DATABASE_UNSAFE("database-unsafe", 20),
  /** No embedded database exists for this operating system or processor. */
  PLATFORM_UNSUPPORTED("platform-unsupported", 21),
  /** A setting has a value that cannot be used. */
  SETTING_INVALID("setting-invalid", 22),
  /** The file with the vault's PIN is missing, empty or readable by others. */
  VAULT_PIN_UNUSABLE("vault-pin-unusable", 23),
  /** A configured vault cannot be opened, or does not hold the keys the database needs. */
  VAULT_UNUSABLE("vault-unusable", 24),
  /** There is no evidence pack: the service would trust nobody. */
  TRUST_MISSING("trust-missing", 25),
  /** The evidence pack does not pass under the pinned root. */
  TRUST_REFUSED("trust-refused", 26),
  /** The layout of a licence type cannot be used here, mostly because a font is missing. */
  LAYOUT_UNUSABLE("layout-unusable", 27),
  /** The first administrators were not appointed, for the reason named. */
  APPOINTMENT_REFUSED("appointment-refused", 28),
  /** The next trust list was not taken, for the reason named. */
  TRUST_LIST_REFUSED("trust-list-refused", 29),
  /** The sample city of the state folder was made by an earlier version and lacks something. */
  SAMPLE_CITY_OUTDATED("sample-city-outdated", 30),
  /** None of the above: the log has the details. */
  UNKNOWN("start-failed", 70);

  private final String code;
  private final int exitCode;

  StartupFailure(String code, int exitCode) {
    this.code = code;
    this.exitCode = exitCode;
  }

  /** Lower-kebab, stable. */
  public String code() {
    return code;
  }

  /** What the process exits with. */
  public int exitCode() {
    return exitCode;
  }

  /** What happened. */
  public Said says(List<String> arguments) {
    return Sentences.of(StartupFailure.class).say(code, arguments);
  }

  /** What to do about it. */
  public Said next(List<String> arguments) {
    return Sentences.of(StartupFailure.class).say(code + ".next", arguments);
  }
}
