package org.liangzheng.api.authority;

import org.liangzheng.verifier.format.licence.OrganizationId;

/** A department that issues licences and owns seals. */
public record Authority(OrganizationId id, String name) {}
