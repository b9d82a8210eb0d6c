package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows and closes cases. */
@Service
class Cases {
  static final String OPENED = "CASE_OPENED";
  private static final String CLOSED = "CASE_CLOSED";
  private static final int SHOWN = 50;

  private final CaseRows cases;
  private final ConsentRows consents;
  private final FetchRows fetches;
  private final Coverage coverage;
  private final AuditLog audit;
  private final Clock clock;
  private final JsonMapper json;

  Cases(
      CaseRows cases,
      ConsentRows consents,
      FetchRows fetches,
      Coverage coverage,
      AuditLog audit,
      Clock clock,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.fetches = fetches;
    this.coverage = coverage;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
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
    static View of(
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

    @Override
    public String toString() {
      return "Case[" + id + "]";
    }
  }

  /** A case as it stands; what is covered now counts for the meter. */
  View show(SharingCase found) {
    List<Consent> asked = consents.ofCase(found.id());
    List<Coverage.Covered> materials =
        found.state() == SharingCase.State.OPEN
            ? coverage.of(found, Consent.granted(asked), clock.instant())
            : List.of();
    List<String> covered =
        materials.stream()
            .filter(one -> one.state() == Coverage.State.COVERED)
            .map(Coverage.Covered::material)
            .toList();
    if (!covered.isEmpty()) {
      cases.covered(found.id(), covered);
    }
    return View.of(found, materials, asked, fetches.ofCase(found.id(), SHOWN));
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
          audit.record(
              new AuditFact(
                  CLOSED, found.id(), caller.authority(), caller.actor(), facts(found, json)));
        });
  }

  /** What the log says of a case. */
  static ObjectNode facts(SharingCase found, JsonMapper json) {
    return json.createObjectNode()
        .put("matter", found.matter().code())
        .put("version", found.matter().version());
  }
}
