package org.liangzheng.api.catalogue;

import java.util.HashSet;
import java.util.Set;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whose catalogue managers may publish and withdraw a type. */
@Component
public class Keeping {
  private final Set<OrganizationId> keepers = new HashSet<>();

  Keeping(CatalogueSettings settings, ObjectProvider<CatalogueKeeper> more) {
    settings.keepers().forEach(keeper -> keepers.add(new OrganizationId(keeper)));
    more.forEach(keeper -> keepers.add(keeper.authority()));
  }

  /**
   * @throws Problem TYPE_NOT_KEPT unless the authority defines the type or keeps the catalogue
   */
  void require(OrganizationId authority, LicenceTypeCode code) {
    if (!code.definedBy().equals(authority) && !keepers.contains(authority)) {
      throw new Problem(CatalogueProblem.TYPE_NOT_KEPT);
    }
  }

  /** Whether an authority keeps the catalogue for all. */
  public boolean keeps(OrganizationId authority) {
    return keepers.contains(authority);
  }
}
