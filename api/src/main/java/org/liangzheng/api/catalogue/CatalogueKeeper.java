package org.liangzheng.api.catalogue;

import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An authority that keeps the catalogue: its catalogue managers may publish and withdraw types that
 * other bodies define. A bean of this type is enough; those of the settings are added.
 */
public record CatalogueKeeper(OrganizationId authority) {}
