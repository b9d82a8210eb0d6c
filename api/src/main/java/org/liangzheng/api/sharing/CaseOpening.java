package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Opens cases: who asks for what, about whom, and how it is covered. */
@Service
class CaseOpening {
  private static final Pattern NUMBER = Pattern.compile("\\P{Cc}{1,60}");

  private final CaseRows cases;
  private final ConsentRows consents;
  private final Coverage coverage;
  private final Matters matters;
  private final Parties parties;
  private final AuditLog audit;
  private final Ids ids;
  private final JsonMapper json;

  CaseOpening(
      CaseRows cases,
      ConsentRows consents,
      Coverage coverage,
      Matters matters,
      Parties parties,
      AuditLog audit,
      Ids ids,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.coverage = coverage;
    this.matters = matters;
    this.parties = parties;
    this.audit = audit;
    this.ids = ids;
    this.json = json;
  }

  /** Somebody the case is about. */
  record Holder(@Nullable String role, @Nullable String type, @Nullable String code) {
    @Override
    public String toString() {
      return "Holder";
    }
  }

  /** Body that opens a case. */
  record Open(
      @Nullable String matter, @Nullable String caseNumber, @Nullable List<Holder> holders) {
    @Override
    public String toString() {
      return "Open";
    }
  }

  /** Opens a case within an idempotent act. */
  Outcome open(UUID id, Instant at, Open request, Caller.OfAuthority caller) {
    Matter matter = matter(request, caller);
    String number = number(request);
    SortedMap<String, Party> roles = roles(matter, request);
    SortedMap<String, UUID> ids = new TreeMap<>();
    Map<UUID, HolderCode> codes = new HashMap<>();
    roles.forEach((role, party) -> {
      ids.put(role, party.id());
      codes.put(party.id(), party.code());
    });
    SharingCase opened =
        new SharingCase(
            id, matter, caller.authority(), SharingCase.State.OPEN, number, ids, at, null);
    List<Consent> asked = ask(opened, at);
    List<Coverage.Covered> materials =
        coverage.of(
            opened,
            Consent.granted(asked),
            at,
            party -> Optional.ofNullable(codes.get(party)).orElseThrow());
    Cases.View view = Cases.View.of(opened, materials, asked, List.of());
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/cases/" + id), view, json),
        () -> {
          cases.insert(opened, caller.actor(), materials);
          asked.forEach(consents::insert);
          audit.record(
              new AuditFact(
                  Cases.OPENED, id, caller.authority(), caller.actor(), Cases.facts(opened, json)));
        });
  }

  private Matter matter(Open request, Caller.OfAuthority caller) {
    String code = request.matter();
    if (code == null) {
      throw invalid("/matter", WebProblem.FIELD_MISSING);
    }
    Matter matter =
        matters.current(code).orElseThrow(() -> new Problem(SharingProblem.CASE_MATTER_UNKNOWN));
    if (!matter.isFor(caller.authority())) {
      throw new Problem(SharingProblem.CASE_MATTER_NOT_YOURS);
    }
    return matter;
  }

  private static String number(Open request) {
    String number = request.caseNumber();
    if (number == null) {
      throw invalid("/caseNumber", WebProblem.FIELD_MISSING);
    }
    if (!NUMBER.matcher(number).matches() || number.isBlank()) {
      throw invalid("/caseNumber", WebProblem.FIELD_MALFORMED);
    }
    return number;
  }

  private static Problem invalid(String pointer, WebProblem code) {
    return new Problem(WebProblem.REQUEST_INVALID)
        .withErrors(List.of(FieldProblem.at(pointer, code)));
  }

  /** Each role of the matter that a material needs has somebody, and nobody else is named. */
  private SortedMap<String, Party> roles(Matter matter, Open request) {
    List<Holder> holders = Optional.ofNullable(request.holders()).orElse(List.of());
    Set<String> known = matter.roles().stream().map(Matter.Role::code).collect(Collectors.toSet());
    SortedMap<String, HolderCode> codes = new TreeMap<>();
    FieldProblems problems = new FieldProblems();
    for (int i = 0; i < holders.size(); i++) {
      Holder holder = holders.get(i);
      String role = Optional.ofNullable(holder.role()).orElse("");
      String at = "/holders/" + i;
      if (!known.contains(role) || codes.containsKey(role)) {
        problems.add(at + "/role", WebProblem.FIELD_MALFORMED);
      }
      try {
        codes.put(
            role,
            HolderCode.parse(
                Optional.ofNullable(holder.type()).orElse(""),
                Optional.ofNullable(holder.code()).orElse("")));
      } catch (MalformedException wrong) {
        problems.add(at + "/code", WebProblem.FIELD_MALFORMED);
      }
    }
    problems.throwIfAny();
    Set<String> needed =
        matter.materials().stream().map(Matter.Material::role).collect(Collectors.toSet());
    if (!codes.keySet().containsAll(needed)) {
      throw new Problem(SharingProblem.CASE_PARTIES_WRONG);
    }
    SortedMap<String, Party> roles = new TreeMap<>();
    codes.forEach((role, code) -> roles.put(role, parties.ensure(code)));
    return roles;
  }

  /** One request for each party of whom something takes consent; some have agreed beforehand. */
  private List<Consent> ask(SharingCase opened, Instant at) {
    List<Consent> asked = new ArrayList<>();
    for (UUID party : new LinkedHashSet<>(opened.parties().values())) {
      if (opened.consentable(party).findAny().isEmpty()) {
        continue;
      }
      Optional<ConsentRows.Standing> standing =
          consents.standing(
              party,
              opened.matter().code(),
              opened.matter().version(),
              opened.authority(),
              LegalDay.of(at));
      asked.add(
          standing.isPresent()
              ? new Consent(
                  ids.next(),
                  opened.id(),
                  party,
                  Consent.State.GRANTED,
                  Consent.Means.STANDING,
                  null,
                  at,
                  standing.get().id(),
                  at)
              : new Consent(
                  ids.next(),
                  opened.id(),
                  party,
                  Consent.State.PENDING,
                  null,
                  null,
                  null,
                  null,
                  at));
    }
    return asked;
  }
}
