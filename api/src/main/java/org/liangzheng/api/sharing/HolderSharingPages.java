package org.liangzheng.api.sharing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.mandate.Mandate;
import org.liangzheng.api.identity.mandate.ReceivedMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.page.Page;
import org.liangzheng.api.web.page.PagePolicy;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The holder's pages of sharing: requests for consent, cases, objections, the sheet of a receipt.
 */
@Controller
class HolderSharingPages {
  private static final String RECORDS = "records";

  private final HolderConsents consents;
  private final Matters matters;
  private final Shown shown;
  private final FetchRows fetches;
  private final ReceiptSheets sheets;
  private final AccessControl access;
  private final ReceivedMandates mandates;
  private final Parties parties;
  private final SharingSettings settings;
  private final Clock clock;

  HolderSharingPages(
      HolderConsents consents,
      Matters matters,
      Shown shown,
      FetchRows fetches,
      ReceiptSheets sheets,
      AccessControl access,
      ReceivedMandates mandates,
      Parties parties,
      SharingSettings settings,
      Clock clock) {
    this.consents = consents;
    this.matters = matters;
    this.shown = shown;
    this.fetches = fetches;
    this.sheets = sheets;
    this.access = access;
    this.mandates = mandates;
    this.parties = parties;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Somebody one can act for.
   *
   * @param name a proven one, else the end of its code
   */
  public record Principal(UUID mandate, UUID party, String name, String source) {}

  @GetMapping("/me/requests")
  @Access(scope = Scope.CONSENT_OWN)
  ModelAndView requests(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      HttpServletRequest request,
      HttpServletResponse response) {
    return whose(list("requests", request, response), caller, of, MandateScope.CONSENT).make();
  }

  @GetMapping("/me/requests/{id}")
  @Access(scope = Scope.CONSENT_OWN)
  ModelAndView request(
      Caller.Holder caller,
      @PathVariable UUID id,
      HttpServletRequest request,
      HttpServletResponse response) {
    Consent consent = consents.own(id, caller);
    return days(page("sharing/request", request, response))
        .with("id", consent.id())
        .with("principal", consent.party())
        .make();
  }

  /** Between which days a standing consent may end. */
  private Page days(Page page) {
    LocalDate today = LegalDay.of(clock.instant());
    return page.with("today", today).with("last", today.plusDays(settings.standingDays()));
  }

  /**
   * A consent beforehand, without anybody having asked: first the matters that take one, then the
   * matter chosen.
   *
   * @param matter its code
   */
  @GetMapping("/me/standing-consents/new")
  @Access(scope = Scope.CONSENT_OWN)
  ModelAndView standing(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      @RequestParam(required = false) @Nullable String matter,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (matter == null) {
      return whose(page("sharing/matters", request, response), caller, of, MandateScope.CONSENT)
          .with("matters", matters.inUse().stream().filter(HolderSharingPages::asks).toList())
          .make();
    }
    Matter chosen =
        matters
            .current(matter)
            .filter(HolderSharingPages::asks)
            .orElseThrow(() -> new Problem(SharingProblem.CASE_MATTER_UNKNOWN));
    Page page = days(page("sharing/standing", request, response));
    return whose(page, caller, of, MandateScope.CONSENT)
        .with("matter", shown.of(chosen))
        .with("authorities", chosen.authorities().stream().map(shown::body).toList())
        .make();
  }

  private static boolean asks(Matter matter) {
    return matter.materials().stream().anyMatch(one -> one.basis() == Basis.CONSENT);
  }

  @GetMapping("/me/cases")
  @Access(scope = Scope.CONSENT_OWN)
  ModelAndView cases(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      HttpServletRequest request,
      HttpServletResponse response) {
    return whose(list("cases", request, response), caller, of, MandateScope.VIEW).make();
  }

  @GetMapping("/me/objections")
  @Access(scope = Scope.OBJECTION_OWN)
  ModelAndView objections(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      HttpServletRequest request,
      HttpServletResponse response) {
    return whose(list("objections", request, response), caller, of, MandateScope.OBJECT).make();
  }

  /**
   * The form of an objection.
   *
   * @param use the fetch
   */
  @GetMapping("/me/objections/new")
  @Access(scope = Scope.OBJECTION_OWN)
  ModelAndView objection(
      Caller.Holder caller,
      @RequestParam UUID use,
      HttpServletRequest request,
      HttpServletResponse response) {
    FetchRows.Fetch fetch = own(caller, use, MandateScope.OBJECT, SharingProblem.FETCH_UNKNOWN);
    Page page = page("sharing/objection", request, response);
    return page.with("use", fetch.id())
        .with("days", settings.objectionDays())
        .with("sheet", sheets.of(fetch, page.text()))
        .make();
  }

  /** A receipt as a sheet of paper. */
  @GetMapping("/me/receipts/{id}")
  @Access(scope = Scope.CONSENT_OWN)
  ModelAndView receipt(
      Caller.Holder caller,
      @PathVariable UUID id,
      HttpServletRequest request,
      HttpServletResponse response) {
    FetchRows.Fetch fetch = own(caller, id, MandateScope.VIEW, SharingProblem.RECEIPT_UNKNOWN);
    Page page = page("sharing/receipt", request, response);
    return page.with("sheet", sheets.of(fetch, page.text())).make();
  }

  private FetchRows.Fetch own(
      Caller.Holder caller, UUID id, MandateScope needed, SharingProblem otherwise) {
    FetchRows.Fetch fetch = fetches.find(id).orElseThrow(() -> new Problem(otherwise));
    access.requireFor(caller, fetch.party(), needed, otherwise);
    return fetch;
  }

  private Page list(String kind, HttpServletRequest request, HttpServletResponse response) {
    return days(page("sharing/list", request, response)).with("list", kind);
  }

  private Page whose(Page page, Caller.Holder caller, String of, MandateScope needed) {
    List<Principal> principals =
        mandates.inForce(caller.party()).stream()
            .filter(one -> one.scopes().contains(needed))
            .map(this::principal)
            .toList();
    UUID party =
        of.equals("me")
            ? caller.party()
            : principals.stream()
                .filter(one -> one.mandate().toString().equals(of))
                .findFirst()
                .map(Principal::party)
                .orElseThrow(() -> new Problem(SharingProblem.CONSENT_UNKNOWN));
    return page.with("of", of).with("principals", principals).with("principal", party);
  }

  private Principal principal(Mandate mandate) {
    Optional<Party> party = parties.find(mandate.principal());
    String name =
        party
            .flatMap(Party::name)
            .or(() -> party.map(one -> end(one.code().value())))
            .orElse("****");
    return new Principal(mandate.id(), mandate.principal(), name, mandate.source().name());
  }

  private static String end(String code) {
    return "****" + code.substring(Math.max(0, code.length() - 4));
  }

  private static Page page(String view, HttpServletRequest request, HttpServletResponse response) {
    return Page.of(view, HolderSharingPages.class, request, response)
        .policy(PagePolicy.ISLANDS)
        .islands("shell", "sharing")
        .with("section", RECORDS);
  }
}
