package org.liangzheng.api.presentation.show;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.scan.ShownLicences;
import org.liangzheng.api.web.Problem;
import org.springframework.stereotype.Component;

/** Whose licences a person may show: own ones, and those of whoever it has a mandate of. */
@Component
class Holding {
  private static final int MOST = 50_000;

  private final ShownLicences licences;
  private final Presentations presentations;
  private final Parties parties;
  private final AccessControl access;
  private final Cache<UUID, UUID> partiesOf = Caffeine.newBuilder().maximumSize(MOST).build();

  Holding(
      ShownLicences licences, Presentations presentations, Parties parties, AccessControl access) {
    this.licences = licences;
    this.presentations = presentations;
    this.parties = parties;
    this.access = access;
  }

  /**
   * A licence that the caller may show today.
   *
   * @throws Problem LICENCE_NOT_SHOWABLE, also where there is none
   */
  RegisteredLicence showable(Caller.Holder caller, UUID id) {
    RegisteredLicence licence =
        licences.find(id).orElseThrow(() -> new Problem(ShowProblem.LICENCE_NOT_SHOWABLE));
    access.requireFor(caller, party(licence), MandateScope.SHOW, ShowProblem.LICENCE_NOT_SHOWABLE);
    return licence;
  }

  /** The party of a licence's holder: of both surrogates neither ever changes. */
  private UUID party(RegisteredLicence licence) {
    UUID known = partiesOf.getIfPresent(licence.holder());
    if (known == null) {
      known =
          parties
              .find(licence.facts().holder())
              .map(Party::id)
              .orElseThrow(() -> new Problem(ShowProblem.LICENCE_NOT_SHOWABLE));
      partiesOf.put(licence.holder(), known);
    }
    return known;
  }

  /**
   * A presentation of this very sign-in.
   *
   * @throws Problem PRESENTATION_UNKNOWN
   */
  Presentation own(Caller.Holder caller, UUID id) {
    return presentations
        .find(id)
        .filter(shown -> shown.session().equals(caller.session()))
        .filter(shown -> shown.party().equals(caller.party()))
        .orElseThrow(() -> new Problem(ShowProblem.PRESENTATION_UNKNOWN));
  }
}
