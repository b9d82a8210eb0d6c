package org.liangzheng.api.identity;

import java.util.List;
import java.util.Set;

/**
 * A program of our own that people use. It holds no secret: PKCE binds each code to who asked for
 * it, and the address answers go to is fixed.
 *
 * @param redirectUris compared character by character
 * @param scopes the most a token for it can carry
 */
record App(String id, String name, List<String> redirectUris, Set<Scope> scopes, boolean enabled) {

  App {
    redirectUris = List.copyOf(redirectUris);
    scopes = Set.copyOf(scopes);
  }
}
