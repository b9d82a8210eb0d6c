package org.liangzheng.api.holder.own;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.mandate.Mandate;
import org.liangzheng.api.identity.mandate.ReceivedMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.page.Page;
import org.liangzheng.api.web.page.PagePolicy;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages under {@code /me}; what they show they fetch from the API in their session. */
@Controller
class OwnPageController {
  private static final String HOME = "/me";
  private static final String LICENCES = "licences";

  private final OwnLicences own;
  private final ReceivedMandates mandates;
  private final Parties parties;
  private final Clock clock;

  OwnPageController(OwnLicences own, ReceivedMandates mandates, Parties parties, Clock clock) {
    this.own = own;
    this.mandates = mandates;
    this.parties = parties;
    this.clock = clock;
  }

  /**
   * Somebody one can look after.
   *
   * @param source name of {@link Mandate.Source}
   */
  public record Principal(UUID mandate, String name, String source) {}

  @GetMapping(HOME)
  @Access(scope = Scope.LICENCE_OWN)
  ModelAndView list(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      HttpServletRequest request,
      HttpServletResponse response) {
    var whose = own.whose(caller, OwnController.mandate(of));
    return page("holder/list", request, response)
        .islands("shell", "licences")
        .with("section", LICENCES)
        .with("of", of)
        .with("principal", whose.party())
        .with("may", may(caller, whose))
        .with("principals", principals(caller))
        .make();
  }

  @GetMapping(HOME + "/licences/{id}")
  @Access(scope = Scope.LICENCE_OWN)
  ModelAndView detail(
      Caller.Holder caller,
      @PathVariable UUID id,
      HttpServletRequest request,
      HttpServletResponse response) {
    OwnDetail detail = detail(caller, id);
    OwnView one = detail.licence();
    Page page = page("holder/detail", request, response).islands("shell", "licence");
    return about(page, one)
        .with("detail", detail)
        .with("period", StatusWords.period(one, page.text()))
        .with("issued", page.text().day(detail.issueDate()))
        .make();
  }

  @GetMapping(HOME + "/licences/{id}/show")
  @Access(scope = Scope.LICENCE_OWN)
  ModelAndView show(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String scene,
      HttpServletRequest request,
      HttpServletResponse response) {
    OwnView one = detail(caller, id).licence();
    Page page = page("holder/show", request, response).islands("shell", "show");
    return about(page, one).with("scene", scene).make();
  }

  private Page about(Page page, OwnView one) {
    LocalDate today = LegalDay.of(clock.instant());
    return page.with("section", LICENCES)
        .with("one", one)
        .with("status", StatusWords.status(one, page.text(), today))
        .with("over", StatusWords.over(one, page.text(), today).orElse(null));
  }

  @GetMapping(HOME + "/records")
  @Access(scope = Scope.LICENCE_OWN)
  ModelAndView records(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      @RequestParam(required = false) @Nullable UUID licence,
      HttpServletRequest request,
      HttpServletResponse response) {
    var whose = own.whose(caller, OwnController.mandate(of));
    return page("holder/records", request, response)
        .islands("shell", "records")
        .with("section", "records")
        .with("of", of)
        .with("may", may(caller, whose))
        .with("only", licence)
        .with("principals", principals(caller))
        .with(LICENCES, own.list(whose))
        .make();
  }

  private static Page page(String view, HttpServletRequest request, HttpServletResponse response) {
    return Page.of(view, OwnPageController.class, request, response).policy(PagePolicy.ISLANDS);
  }

  private OwnDetail detail(Caller.Holder caller, UUID id) {
    RegisteredLicence licence = own.find(caller, id);
    return own.detail(licence, own.mandate(caller, licence).map(Mandate::id).orElse(null));
  }

  /** Names of what the caller may do for somebody: a page leads nowhere else. */
  private Set<String> may(Caller.Holder caller, OwnLicences.Whose whose) {
    UUID mandate = whose.mandate();
    Set<MandateScope> scopes =
        mandate == null
            ? EnumSet.allOf(MandateScope.class)
            : mandates.find(caller.party(), mandate).map(Mandate::scopes).orElse(Set.of());
    return scopes.stream().map(MandateScope::name).collect(Collectors.toUnmodifiableSet());
  }

  private List<Principal> principals(Caller.Holder caller) {
    List<Principal> principals = new ArrayList<>();
    for (Mandate mandate : mandates.inForce(caller.party())) {
      if (mandate.scopes().contains(MandateScope.VIEW)) {
        principals.add(
            new Principal(mandate.id(), name(mandate.principal()), mandate.source().name()));
      }
    }
    return principals;
  }

  /** A proven name; else the one on a licence; else the end of the code. */
  private String name(UUID party) {
    Optional<Party> found = parties.find(party);
    return found
        .flatMap(Party::name)
        .or(() -> own.licences(party).stream().findFirst().map(one -> one.facts().holderName()))
        .orElseGet(() -> found.map(one -> "****" + end(one.code().value())).orElse("****"));
  }

  private static String end(String code) {
    return code.substring(Math.max(0, code.length() - 4));
  }
}
