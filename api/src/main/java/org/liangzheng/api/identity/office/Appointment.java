package org.liangzheng.api.identity.office;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Passwords;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Enters an authority and its first administrators at a start, from a file only the operator of the
 * machine can place. Their one-time passwords are left in a file of mode 0600 in the state folder.
 * Once an authority has an administrator this is refused for ever: its people decide.
 */
@Component
class Appointment implements ApplicationRunner {
  static final String ACTOR = "operator";
  private static final int MOST = 16;
  private static final int LARGEST = 64 * 1024;

  private final AppointmentSettings settings;
  private final Home home;
  private final Authorities authorities;
  private final Parties parties;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Roles roles;
  private final FirstAdministrators first;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final JsonMapper json;

  Appointment(
      AppointmentSettings settings,
      Home home,
      Authorities authorities,
      Parties parties,
      Accounts accounts,
      Passwords passwords,
      Roles roles,
      FirstAdministrators first,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Ids ids,
      JsonMapper json) {
    this.settings = settings;
    this.home = home;
    this.authorities = authorities;
    this.parties = parties;
    this.accounts = accounts;
    this.passwords = passwords;
    this.roles = roles;
    this.first = first;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.ids = ids;
    this.json = json;
  }

  /** The file. */
  record Order(@Nullable Office authority, @Nullable List<@Nullable Person> people) {}

  /** The authority: its USCC and its name. */
  record Office(@Nullable String code, @Nullable String name) {}

  /** Somebody: citizen number, name as on the document, name to sign in by. */
  record Person(@Nullable String code, @Nullable String name, @Nullable String signInName) {}

  private record Someone(
      UUID account, PersonId code, String name, String signInName, String password) {}

  @Override
  public void run(ApplicationArguments arguments) {
    if (!settings.appoint().isEmpty()) {
      appoint(settings.appoint());
    }
  }

  /**
   * @throws StartupProblem APPOINTMENT_REFUSED with a word that says why; nothing was appointed
   */
  void appoint(String file) {
    Order order = read(file);
    Authority authority = authority(order);
    List<Someone> people = people(order);
    if (roles.isAdministered(authority.id())) {
      throw refused("ADMINISTERED");
    }
    // The file comes first: an account whose password nobody has is of no use.
    String passwordFile =
        "first-administrators-" + authority.id().value().toLowerCase(Locale.ROOT) + ".json";
    home.writePrivate(passwordFile, passwordText(authority, people));
    List<Accounts.HashedPassword> hashes =
        people.stream().map(one -> accounts.hash(one.password())).toList();
    try {
      transactions.executeWithoutResult(_ -> enter(authority, people, hashes));
    } catch (Problem problem) {
      throw refused(problem.code().code());
    }
    System.out.println(
        "首任管理员已登记 First administrators appointed: "
            + authority.id().value()
            + "\n  一次性口令 one-time passwords: "
            + home.path().resolve(passwordFile));
  }

  private void enter(
      Authority authority, List<Someone> people, List<Accounts.HashedPassword> hashes) {
    authorities.register(authority);
    // Of two at it the second waits here, and finds the administrators of the first.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param("liangzheng/first-administrators/" + authority.id().value())
        .query((_, _) -> true)
        .list();
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      Someone one = people.get(i);
      Party person = parties.ensure(one.code(), one.name());
      made.add(
          accounts
              .register(
                  one.account(), person, one.signInName(), hashes.get(i), true, authority.id())
              .id());
    }
    if (!first.appoint(authority.id(), made, ACTOR)) {
      throw refused("ADMINISTERED");
    }
  }

  private Order read(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        throw refused("FILE");
      }
      return json.readValue(Files.readAllBytes(path), Order.class);
    } catch (IOException | InvalidPathException | JacksonException unreadable) {
      throw refused("FILE"); // without its text: that quotes the file
    }
  }

  private static Authority authority(Order order) {
    Office office = order.authority();
    if (office == null
        || office.code() == null
        || office.name() == null
        || !OrganizationId.isValid(office.code())
        || !office.name().matches("\\P{Cc}{2,120}")) {
      throw refused("AUTHORITY");
    }
    return new Authority(new OrganizationId(office.code()), office.name());
  }

  private List<Someone> people(Order order) {
    List<@Nullable Person> named = order.people() == null ? List.of() : order.people();
    if (named.size() < 2 || named.size() > MOST) {
      throw refused("TWO_PEOPLE");
    }
    List<Someone> people = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (Person one : named) {
      if (one == null
          || one.code() == null
          || one.name() == null
          || one.signInName() == null
          || !PersonId.isValid(one.code())
          || !one.name().matches("\\P{Cc}{1,120}")) {
        throw refused("PERSON");
      }
      codes.add(one.code().toUpperCase(Locale.ROOT));
      people.add(
          new Someone(
              ids.next(),
              new PersonId(one.code()),
              one.name(),
              signInName(one.signInName()),
              passwords.generate()));
    }
    if (codes.size() != people.size()) {
      throw refused("TWO_PEOPLE");
    }
    return people;
  }

  private static String signInName(String name) {
    try {
      Accounts.requireName(name);
      return name;
    } catch (Problem wrong) {
      throw refused(wrong.code().code());
    }
  }

  private String passwordText(Authority authority, List<Someone> people) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Someone one : people) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("sign_in_name", one.signInName());
      entry.put("one_time_password", one.password());
      entries.add(entry);
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("authority", authority.id().value());
    file.put("people", entries);
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
  }

  private static StartupProblem refused(String why) {
    return new StartupProblem(StartupFailure.APPOINTMENT_REFUSED, why);
  }
}
