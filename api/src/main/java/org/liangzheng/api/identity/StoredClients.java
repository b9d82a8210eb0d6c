package org.liangzheng.api.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Both registers as the authorization server sees them: read only, what is enabled only. */
final class StoredClients implements RegisteredClientRepository {

  static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  /** Long enough for a redirect and an exchange; RFC 6749 §4.1.2 allows ten minutes. */
  static final Duration CODE_LIFE = Duration.ofSeconds(60);

  private final Clients clients;
  private final Apps apps;

  StoredClients(Clients clients, Apps apps) {
    this.clients = clients;
    this.apps = apps;
  }

  static RegisteredClient registered(Client client) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientName(client.name())
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(Scope.wires(client.scopes())))
        .clientSettings(settings(client))
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build())
        .build();
  }

  private static ClientSettings settings(Client client) {
    ClientSettings.Builder settings =
        ClientSettings.builder().setting(AccessTokens.AUTHORITY, client.authority().value());
    if (client.point()) {
      settings.setting(AccessTokens.POINT_KEY, client.keys().getFirst().thumbprint());
    }
    return settings.build();
  }

  static RegisteredClient registered(App app) {
    return RegisteredClient.withId(app.id())
        .clientId(app.id())
        .clientName(app.name())
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUris(uris -> uris.addAll(app.redirectUris()))
        .scopes(scopes -> scopes.addAll(Scope.wires(app.scopes())))
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                // Programs of our own: what they may do is said when they are registered.
                .requireAuthorizationConsent(false)
                .build())
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(TOKEN_LIFE)
                .authorizationCodeTimeToLive(CODE_LIFE)
                .build())
        .build();
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("clients are registered by Clients and Apps");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String id) {
    return clients
        .find(id)
        .filter(Client::enabled)
        .map(StoredClients::registered)
        .or(() -> apps.find(id).filter(App::enabled).map(StoredClients::registered))
        .orElse(null);
  }
}
