package org.liangzheng.api.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.person.Session;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A person with a session, as Spring Security carries it. Its name is the account's id. */
public final class SignedIn extends AbstractAuthenticationToken {

  private final transient Session session;

  public SignedIn(Session session) {
    super(List.of());
    this.session = session;
    setAuthenticated(true);
  }

  public Session session() {
    return session;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return session.account();
  }

  @Override
  public String getName() {
    return session.account().toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn signedIn && session.equals(signedIn.session);
  }

  @Override
  public int hashCode() {
    return session.hashCode();
  }
}
