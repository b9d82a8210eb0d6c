package org.liangzheng.api.identity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Endpoint × role: the roles, the shape of a row, and what endpoints there are. */
public final class AccessMatrix {

  private AccessMatrix() {}

  /** Who may be at the door. Those after FOREIGN bring a token with the right scope. */
  public enum Role {
    ANONYMOUS,
    /** A machine of the owning authority without the right. */
    NO_SCOPE,
    /** A machine of the owning authority with the right. */
    OWN,
    /** A machine of another authority with the right. */
    FOREIGN,
    /** A person of the owning authority with a role that brings the right. */
    OFFICER,
    /** One whose roles were revoked after the token was made. */
    OFFICER_WITHOUT_ROLE,
    /** A person of another authority with a role that brings the right. */
    OFFICER_FOREIGN,
    /** A person in its own affairs: the owner of personal things. */
    HOLDER,
    /** Another person. */
    HOLDER_OTHER,
    /** Another person with a mandate of the owner. */
    HOLDER_MANDATED,
    /** Ours, but of an hour ago. */
    EXPIRED,
    /** Says our key signed it; another one did. */
    OTHER_KEY,
    /** Our key signed it, for another issuer. */
    OTHER_ISSUER,
    ALG_NONE;

    static final Set<Role> BAD_TOKENS = Set.of(EXPIRED, OTHER_KEY, OTHER_ISSUER, ALG_NONE);
  }

  /** What a row's example may need: where the service is, and whose data it should ask for. */
  public record World(ApplicationContext context, Tokens tokens, MatrixPeople people) {
    public World(ApplicationContext context, Tokens tokens) {
      this(context, tokens, new MatrixPeople(context));
    }

    public OrganizationId own() {
      return Tokens.OWN;
    }

    public OrganizationId foreign() {
      return Tokens.FOREIGN;
    }
  }

  /**
   * @param endpoint METHOD and pattern as mapped, e.g. {@code GET /v1/licences/{id}}
   * @param scope of the token; for public endpoints any
   * @param example a request that succeeds for OWN, made anew for each role
   * @param expected status for each role
   */
  public record Row(
      String endpoint, Scope scope, Function<World, Call> example, Map<Role, Integer> expected) {

    @Override
    public String toString() {
      return endpoint;
    }
  }

  /**
   * Needs a right.
   *
   * @param own status for the owner
   * @param foreign status for a machine of another authority with the same right: 404 where it asks
   *     for what is not its own
   */
  public static Row guarded(
      String endpoint, Scope scope, int own, int foreign, Function<World, Call> example) {
    Map<Role, Integer> expected = all(403);
    Role.BAD_TOKENS.forEach(role -> expected.put(role, 401));
    expected.put(Role.ANONYMOUS, 401);
    if (scope.kinds().contains(Caller.Kind.MACHINE)) {
      expected.put(Role.OWN, own);
      expected.put(Role.FOREIGN, foreign);
    }
    if (scope.kinds().contains(Caller.Kind.OFFICER)) {
      expected.put(Role.OFFICER, own);
      expected.put(Role.OFFICER_FOREIGN, foreign);
    }
    return new Row(endpoint, scope, example, expected);
  }

  /**
   * A person's own affairs.
   *
   * @param own status for the owner
   * @param other status for another person
   * @param mandated status for another person with a mandate of the owner
   */
  public static Row personal(
      String endpoint,
      Scope scope,
      int own,
      int other,
      int mandated,
      Function<World, Call> example) {
    Map<Role, Integer> expected = all(403);
    Role.BAD_TOKENS.forEach(role -> expected.put(role, 401));
    expected.put(Role.ANONYMOUS, 401);
    expected.put(Role.HOLDER, own);
    expected.put(Role.HOLDER_OTHER, other);
    expected.put(Role.HOLDER_MANDATED, mandated);
    return new Row(endpoint, scope, example, expected);
  }

  /** The same for everybody, whatever token: pages and what filters answer. */
  public static Row page(String endpoint, int status, Function<World, Call> example) {
    return new Row(endpoint, Scope.LICENCE_READ, example, all(status));
  }

  /** But for one role. */
  public static Row but(Row row, Role role, int status) {
    Map<Role, Integer> expected = new EnumMap<>(row.expected());
    expected.put(role, status);
    return new Row(row.endpoint(), row.scope(), row.example(), expected);
  }

  /** For anybody; under {@code /v1} a token that is presented must still be good. */
  public static Row open(String endpoint, int status, Function<World, Call> example) {
    Map<Role, Integer> expected = all(status);
    if (endpoint.contains(" /v1/")) {
      Role.BAD_TOKENS.forEach(role -> expected.put(role, 401));
    }
    return new Row(endpoint, Scope.LICENCE_READ, example, expected);
  }

  /** Mapped by the program or a library, and reached by nobody. */
  public static Row closed(String endpoint, Function<World, Call> example) {
    return new Row(endpoint, Scope.LICENCE_READ, example, all(401));
  }

  private static Map<Role, Integer> all(int status) {
    Map<Role, Integer> expected = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      expected.put(role, status);
    }
    return expected;
  }

  /** METHOD and pattern of every handler; METHOD is ANY where a mapping names none. */
  static Set<String> endpoints(ApplicationContext context) {
    Set<String> endpoints = new TreeSet<>();
    context
        .getBeansOfType(RequestMappingHandlerMapping.class)
        .values()
        .forEach(
            mapping -> mapping.getHandlerMethods().keySet().forEach(info -> add(endpoints, info)));
    return endpoints;
  }

  private static void add(Set<String> endpoints, RequestMappingInfo info) {
    List<String> methods =
        new ArrayList<>(
            info.getMethodsCondition().getMethods().stream().map(RequestMethod::name).toList());
    if (methods.isEmpty()) {
      methods.add("ANY");
    }
    for (String pattern : info.getPatternValues()) {
      methods.forEach(method -> endpoints.add(method + " " + pattern));
    }
  }

  /** The request as that role sends it. */
  static Call as(World world, Role role, Row row) {
    Call call = row.example().apply(world);
    String token = token(world, role, row.scope());
    return token == null ? call : call.with("Authorization", "Bearer " + token);
  }

  private static String token(World world, Role role, Scope scope) {
    ApplicationContext context = world.context();
    return switch (role) {
      case ANONYMOUS -> null;
      case NO_SCOPE -> world.tokens().bearer(Tokens.OWN);
      case OWN -> world.tokens().bearer(Tokens.OWN, scope);
      case FOREIGN -> world.tokens().bearer(Tokens.FOREIGN, scope);
      case OFFICER, OFFICER_WITHOUT_ROLE, OFFICER_FOREIGN, HOLDER, HOLDER_OTHER, HOLDER_MANDATED ->
          world.people().token(role, scope);
      case EXPIRED -> signed(context, claims(world, scope, issuer(context), -3600));
      case OTHER_ISSUER ->
          signed(context, claims(world, scope, "https://other.example.invalid", 0));
      case OTHER_KEY ->
          new TestKey().sign(header(context, "ES256"), claims(world, scope, issuer(context), 0));
      case ALG_NONE ->
          TestKey.content(header(context, "none"), claims(world, scope, issuer(context), 0)) + ".";
    };
  }

  private static String issuer(ApplicationContext context) {
    return context.getBean(Issuer.class).value();
  }

  private static Map<String, Object> header(ApplicationContext context, String algorithm) {
    return Map.of(
        "typ",
        AccessTokens.TYPE,
        "alg",
        algorithm,
        "kid",
        context.getBean(TokenKeys.class).signing().kid());
  }

  private static Map<String, Object> claims(World world, Scope scope, String issuer, long shift) {
    // Its client is there and enabled: nothing but the token is wrong.
    var _ = world.tokens().bearer(Tokens.OWN, scope);
    long now = world.context().getBean(java.time.Clock.class).instant().getEpochSecond() + shift;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", "test-" + Tokens.OWN.value() + "-" + scope.wire().replace(':', '.'));
    claims.put("aud", AccessTokens.AUDIENCE);
    claims.put(AccessTokens.AUTHORITY, Tokens.OWN.value());
    claims.put("scope", scope.wire());
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.put("jti", java.util.UUID.randomUUID().toString());
    return claims;
  }

  static String signed(ApplicationContext context, Map<String, Object> claims) {
    JwtClaimsSet.Builder set = JwtClaimsSet.builder();
    claims.forEach(set::claim);
    for (String time : List.of("iat", "exp")) {
      set.claim(time, java.time.Instant.ofEpochSecond((Long) claims.get(time)));
    }
    return context
        .getBean(JwtEncoder.class)
        .encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.ES256).type(AccessTokens.TYPE).build(),
                set.build()))
        .getTokenValue();
  }
}
