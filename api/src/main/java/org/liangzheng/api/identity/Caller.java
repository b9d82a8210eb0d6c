package org.liangzheng.api.identity;

import java.util.Set;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Who calls, for which authority, with which rights: an argument of handlers that carry {@link
 * Access}.
 *
 * @param clientId of the machine; opaque, at most 64 letters, digits and {@code . _ ~ -}
 * @param authority it acts for
 * @param scopes in its token, of those the client still has
 */
public record Caller(String clientId, OrganizationId authority, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
