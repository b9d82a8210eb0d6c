package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.text.Said;
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
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens and closes cases. */
@Service
class Cases {
  private static final Pattern NUMBER = Pattern.compile("\\P{Cc}{1,60}");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final int SHOWN_LICENCES = 50;

  private final CaseRows cases;
  private final ConsentRows consents;
  private final FetchRows fetches;
  private final Coverage coverage;
  private final Matters matters;
  private final Parties parties;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final SharingSettings settings;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  Cases(
      CaseRows cases,
      ConsentRows consents,
      FetchRows fetches,
      Coverage coverage,
      Matters matters,
      Parties parties,
      AuditLog audit,
      TransactionTemplate transactions,
      SharingSettings settings,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.fetches = fetches;
    this.coverage = coverage;
    this.matters = matters;
    this.parties = parties;
    this.audit = audit;
    this.transactions = transactions;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
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

  /** A request for consent, as the asker sees it. */
  record ConsentView(UUID id, List<String> roles, Consent.State state) {}

  /** What was fetched in a case. */
  record FetchView(
      UUID id,
      String material,
      String authority,
      String form,
      Instant fetchedAt,
      String standing) {}

  /** A case. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      String matter,
      int matterVersion,
      Said name,
      String caseNumber,
      SharingCase.State state,
      Instant openedAt,
      @Nullable Instant closedAt,
      List<Coverage.Covered> materials,
      List<ConsentView> consents,
      List<FetchView> fetches) {
    @Override
    public String toString() {
      return "Case[" + id + "]";
    }
  }

  /** Opens a case within an idempotent act. */
  Outcome open(UUID id, Instant at, Open request, Caller.OfAuthority caller) {
    Matter matter = matter(request, caller);
    String number = number(request);
    SharingCase opened =
        new SharingCase(
            id,
            matter,
            caller.authority(),
            SharingCase.State.OPEN,
            number,
            roles(matter, request),
            at,
            null);
    List<Consent> asked = ask(opened, at);
    List<Coverage.Covered> materials = coverage.of(opened, granted(asked), at);
    View view = view(opened, materials, asked, List.of());
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/cases/" + id), view, json),
        () -> {
          cases.insert(opened, caller.actor(), materials);
          asked.forEach(consents::insert);
          record("CASE_OPENED", opened, caller);
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
  private SortedMap<String, UUID> roles(Matter matter, Open request) {
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
    SortedMap<String, UUID> roles = new TreeMap<>();
    codes.forEach((role, code) -> roles.put(role, parties.ensure(code).id()));
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

  private static Set<UUID> granted(List<Consent> consents) {
    Set<UUID> granted = new HashSet<>();
    consents.stream().filter(Consent::granted).map(Consent::party).forEach(granted::add);
    return granted;
  }

  /** A case as it stands; what is covered now counts for the meter. */
  View show(SharingCase found) {
    List<Consent> asked = consents.ofCase(found.id());
    List<Coverage.Covered> materials =
        found.state() == SharingCase.State.OPEN
            ? coverage.of(found, granted(asked), clock.instant())
            : List.of();
    List<String> covered =
        materials.stream()
            .filter(one -> one.state() == Coverage.State.COVERED)
            .map(Coverage.Covered::material)
            .toList();
    if (!covered.isEmpty()) {
      transactions.executeWithoutResult(
          _ -> covered.forEach(material -> cases.covered(found.id(), material)));
    }
    return view(found, materials, asked, fetches.ofCase(found.id()));
  }

  private static View view(
      SharingCase found,
      List<Coverage.Covered> materials,
      List<Consent> asked,
      List<FetchRows.Fetch> fetched) {
    return new View(
        found.id(),
        found.matter().code(),
        found.matter().version(),
        found.matter().name(),
        found.number(),
        found.state(),
        found.openedAt(),
        found.closedAt(),
        materials,
        asked.stream()
            .map(one ->
                new ConsentView(
                    one.id(),
                    found.parties().entrySet().stream()
                        .filter(role -> role.getValue().equals(one.party()))
                        .map(Map.Entry::getKey)
                        .toList(),
                    one.state()))
            .toList(),
        fetched.stream()
            .limit(SHOWN_LICENCES)
            .map(one ->
                new FetchView(
                    one.id(),
                    one.material(),
                    one.authority().value(),
                    one.form().name(),
                    one.fetchedAt(),
                    one.standing()))
            .toList());
  }

  /** Ends a case and every grant in it. Only who opened it may. */
  Outcome close(SharingCase found, Caller.OfAuthority caller, Instant at) {
    if (!found.authority().equals(caller.authority())) {
      throw new Problem(SharingProblem.CASE_MATTER_NOT_YOURS);
    }
    return new Outcome(
        Answer.json(
            200, Map.of(), Map.of("case", found.id(), "state", SharingCase.State.CLOSED), json),
        () -> {
          if (!cases.close(found.id(), at)) {
            throw new Problem(SharingProblem.CASE_CLOSED);
          }
          consents.end(found.id(), at);
          record("CASE_CLOSED", found, caller);
        });
  }

  /** Notes that a material was asked for on paper anyway. */
  Outcome paper(
      SharingCase found,
      @Nullable String material,
      @Nullable String reason,
      Caller.OfAuthority caller,
      Instant at) {
    FieldProblems problems = new FieldProblems();
    problems.require(material != null, "/material", WebProblem.FIELD_MISSING);
    problems.require(
        reason != null && REASON.matcher(reason).matches(),
        "/reason",
        reason == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    String code =
        found
            .matter()
            .material(Optional.ofNullable(material).orElseThrow())
            .map(Matter.Material::code)
            .orElseThrow(() -> new Problem(SharingProblem.MATERIAL_OUTSIDE_MATTER));
    String why = Optional.ofNullable(reason).orElseThrow();
    return new Outcome(
        Answer.json(
            200, Map.of(), Map.of("case", found.id(), "material", code, "paper", true), json),
        () -> {
          cases.paper(found.id(), code, why, at);
          audit.record(
              new AuditFact(
                  "CASE_PAPER_ASKED",
                  found.id(),
                  caller.authority(),
                  caller.actor(),
                  json.createObjectNode().put("material", code).put("reason", why)));
        });
  }

  /** Takes a consent by a code that the holder shows at the counter. */
  Outcome redeem(SharingCase found, @Nullable String code, Caller.OfAuthority caller, Instant at) {
    if (found.state() != SharingCase.State.OPEN) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    byte[] told = Optional.ofNullable(code).orElse("").strip().getBytes(StandardCharsets.UTF_8);
    Optional<ConsentRows.Waiting> waiting =
        consents.codes(found.id(), clock.instant(), settings.codeTries()).stream()
            .filter(one -> MessageDigest.isEqual(one.code().getBytes(StandardCharsets.UTF_8), told))
            .findFirst();
    if (waiting.isEmpty()) {
      // Counted whatever becomes of this request, or a code could be guessed at.
      transactions.executeWithoutResult(_ -> consents.wrongCode(found.id()));
      throw new Problem(SharingProblem.CONSENT_CODE_WRONG);
    }
    Consent consent = consents.find(waiting.get().consent()).orElseThrow();
    UUID by = waiting.get().by();
    return new Outcome(
        Answer.json(
            200, Map.of(), Map.of("consent", consent.id(), "state", Consent.State.GRANTED), json),
        () -> {
          if (!cases.hold(found.id())
              || !consents.decide(consent, Consent.State.GRANTED, Consent.Means.CODE, by, at)) {
            throw new Problem(SharingProblem.CONSENT_DECIDED);
          }
          audit.record(
              new AuditFact(
                  "CONSENT_GRANTED",
                  consent.id(),
                  caller.authority(),
                  by.toString(),
                  json.createObjectNode()
                      .put("case", found.id().toString())
                      .put("client", caller.actor())
                      .put("means", Consent.Means.CODE.name())));
        });
  }

  private void record(String act, SharingCase found, Caller.OfAuthority caller) {
    ObjectNode facts =
        json.createObjectNode()
            .put("matter", found.matter().code())
            .put("version", found.matter().version());
    audit.record(new AuditFact(act, found.id(), caller.authority(), caller.actor(), facts));
  }
}
