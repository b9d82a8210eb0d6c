package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Notes of paper that was asked for all the same. */
@Service
class PaperNotes {
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

  private final CaseRows cases;
  private final AuditLog audit;
  private final JsonMapper json;

  PaperNotes(CaseRows cases, AuditLog audit, JsonMapper json) {
    this.cases = cases;
    this.audit = audit;
    this.json = json;
  }

  /** Notes that a material was asked for on paper anyway. */
  Outcome note(
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
}
