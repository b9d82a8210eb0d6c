package org.liangzheng.api.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The register as the authorization server sees it: read only, enabled clients only. */
final class StoredClients implements RegisteredClientRepository {

  static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final Clients clients;

  StoredClients(Clients clients) {
    this.clients = clients;
  }

  static RegisteredClient registered(Client client) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientName(client.name())
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(Scope.wires(client.scopes())))
        .clientSettings(
            ClientSettings.builder()
                .setting(AccessTokens.AUTHORITY, client.authority().value())
                .build())
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build())
        .build();
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("clients are registered by Clients");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String id) {
    return clients.find(id).filter(Client::enabled).map(StoredClients::registered).orElse(null);
  }
}
