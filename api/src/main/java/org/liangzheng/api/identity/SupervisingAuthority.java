package org.liangzheng.api.identity;

import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An authority whose auditors may read the log of all authorities. A bean of this type is enough;
 * those of the settings are added.
 */
public record SupervisingAuthority(OrganizationId authority) {}
