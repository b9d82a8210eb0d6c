package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Cases as the holder sees them whom they are about: who asked for what and why, and who got it.
 */
@Service
class HolderCases {
  private static final int MOST = 200;
  private static final int MOST_USES = 2_000;

  private final CaseRows cases;
  private final FetchRows fetches;
  private final Objections objections;
  private final Shown shown;

  HolderCases(CaseRows cases, FetchRows fetches, Objections objections, Shown shown) {
    this.cases = cases;
    this.fetches = fetches;
    this.objections = objections;
    this.shown = shown;
  }

  /** A use, with what came of an objection. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UseView(
      UUID id,
      String material,
      Shown.Body asker,
      UUID licence,
      String type,
      String form,
      String basis,
      Instant at,
      String standing,
      @Nullable UUID objection) {}

  /** A case about a party, with statutory materials too. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CaseView(
      UUID id,
      Shown.Body asker,
      Shown.Request request,
      SharingCase.State state,
      Instant openedAt,
      @Nullable Instant closedAt,
      List<UseView> uses) {}

  /** All cases of a party, newest first, at most 200. */
  record CasePage(List<CaseView> cases) {}

  /** Cases that are or were about a party. */
  CasePage list(UUID party) {
    List<FetchRows.Fetch> uses = fetches.of(party, MOST_USES);
    Map<UUID, UUID> objected =
        objections.objections(uses.stream().map(FetchRows.Fetch::id).toList());
    return new CasePage(
        cases.of(party, MOST).stream()
            .map(one ->
                new CaseView(
                    one.id(),
                    shown.body(one.authority()),
                    shown.all(one, party),
                    one.state(),
                    one.openedAt(),
                    one.closedAt(),
                    uses.stream()
                        .filter(use -> use.caseId().equals(one.id()))
                        .map(use -> use(use, objected))
                        .toList()))
            .toList());
  }

  private UseView use(FetchRows.Fetch use, Map<UUID, UUID> objected) {
    return new UseView(
        use.id(),
        use.material(),
        shown.body(use.authority()),
        use.licence(),
        use.type(),
        use.form().name(),
        use.basis().name(),
        use.fetchedAt(),
        use.standing(),
        objected.get(use.id()));
  }
}
