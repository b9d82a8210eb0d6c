package org.liangzheng.api.sample;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.identity.office.FirstAdministrators;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Passwords;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of the sample world, with passwords made at the first start: they stand in {@link
 * #FILE} in the state folder, mode 0600, and nowhere else in the open. Their roles are proposed and
 * approved as everybody's are.
 */
final class SamplePeople {
  /** In the state folder. */
  static final String FILE = "sample-people.json";

  private static final String GRANT = "ROLE_GRANT";
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Home home;
  private final PublicAddress address;
  private final Parties parties;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Roles roles;
  private final FirstAdministrators first;
  private final Approvals approvals;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SamplePeople(
      Home home,
      PublicAddress address,
      Parties parties,
      Accounts accounts,
      Passwords passwords,
      Roles roles,
      FirstAdministrators first,
      Approvals approvals,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.home = home;
    this.address = address;
    this.parties = parties;
    this.accounts = accounts;
    this.passwords = passwords;
    this.roles = roles;
    this.first = first;
    this.approvals = approvals;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Brings people and roles to what is said here; does nothing that is done. */
  void ensure() {
    Map<String, String> known = passwords();
    Map<SamplePerson, Account> people = new LinkedHashMap<>();
    for (SamplePerson person : SamplePerson.values()) {
      people.put(person, account(person, Objects.requireNonNull(known.get(person.signInName()))));
    }
    for (SampleDepartment department : SampleDepartment.values()) {
      ensureRoles(department.id(), of(department, people));
    }
  }

  private static Map<SamplePerson, Account> of(
      SampleDepartment department, Map<SamplePerson, Account> people) {
    Map<SamplePerson, Account> staff = new LinkedHashMap<>(people);
    staff.keySet().removeIf(person -> !person.department().equals(Optional.of(department)));
    return staff;
  }

  private void ensureRoles(OrganizationId authority, Map<SamplePerson, Account> staff) {
    if (staff.isEmpty()) {
      return;
    }
    List<Account> administrators = staff.values().stream().limit(2).toList();
    Account one = administrators.getFirst();
    Account other = administrators.getLast();
    var _ = first.appoint(authority, List.of(one.id(), other.id()), SampleCity.ACTOR);
    staff.forEach((person, account) -> {
      for (Role role : person.roles()) {
        if (!roles.holds(account.id(), authority, role)) {
          grant(officer(one, authority), officer(other, authority), account.id(), role);
        }
      }
    });
  }

  private Account account(SamplePerson person, String password) {
    Party party = parties.ensure(person.code(), person.displayName());
    Optional<Account> there = accounts.ofParty(party.id());
    return there.isPresent()
        ? there.get()
        : accounts.register(
            ids.next(),
            party,
            person.signInName(),
            accounts.hash(password),
            false,
            person.department().orElse(SampleDepartment.DATA).id());
  }

  private void grant(Caller.Officer one, Caller.Officer other, UUID account, Role role) {
    Approvals.Draft draft =
        approvals.propose(
            ids.next(), one, GRANT, Map.of("account", account.toString(), "role", role.name()));
    transactions.executeWithoutResult(_ -> approvals.keep(draft));
    UUID proposal = draft.proposal().id();
    transactions.executeWithoutResult(
        _ -> approvals.approve(proposal, other, draft.proposal().digest()));
    approvals.carryOut(proposal);
  }

  private Caller.Officer officer(Account account, OrganizationId authority) {
    return new Caller.Officer(
        account.id(),
        account.party(),
        authority,
        Set.of(Role.ADMINISTRATOR),
        Set.of(),
        Assurance.BASIC,
        clock.instant());
  }

  /** By sign-in name; the file is there before the first account is. */
  private Map<String, String> passwords() {
    Optional<String> present = home.readPrivate(FILE);
    Map<String, String> known = present.map(this::read).orElseGet(LinkedHashMap::new);
    List<Map<String, Object>> people = new ArrayList<>();
    for (SamplePerson person : SamplePerson.values()) {
      String password = known.computeIfAbsent(person.signInName(), _ -> passwords.generate());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", person.displayName());
      entry.put("sign_in_name", person.signInName());
      entry.put("password", password);
      entry.put("code", person.code().value());
      person
          .department()
          .ifPresent(department -> {
            entry.put("authority", department.id().value());
            entry.put("authority_name", department.displayName());
          });
      people.add(entry);
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("log_in_page", address.value() + "/login");
    file.put("authority", SampleDepartment.MARKET.id().value());
    file.put("people", people);
    String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    if (present.isEmpty() || !present.get().equals(text)) {
      home.writePrivate(FILE, text);
    }
    return known;
  }

  private Map<String, String> read(String text) {
    Map<String, String> known = new LinkedHashMap<>();
    try {
      if (json.readValue(text, OBJECT).get("people") instanceof List<?> people) {
        for (Object one : people) {
          if (one instanceof Map<?, ?> person
              && person.get("sign_in_name") instanceof String name
              && person.get("password") instanceof String password) {
            known.put(name, password);
          }
        }
        return known;
      }
    } catch (JacksonException unreadable) {
      // Told below, without its text: that quotes the file.
    }
    throw new IllegalStateException(
        FILE + " in the state folder cannot be understood; remove it and start again");
  }
}
