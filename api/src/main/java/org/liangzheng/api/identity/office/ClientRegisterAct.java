package org.liangzheng.api.identity.office;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Registering a machine of an authority, or giving a registered one other keys and rights. What a
 * machine may do is as much as a role brings, so two people decide.
 */
@Component
class ClientRegisterAct implements ApprovedAct {
  static final String ACT = "CLIENT_REGISTER";
  private static final int MOST = 4;
  private static final int LONGEST_NAME = 200;
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Clients clients;
  private final AuditLog audit;
  private final JsonMapper json;

  ClientRegisterAct(Clients clients, AuditLog audit, JsonMapper json) {
    this.clients = clients;
    this.audit = audit;
    this.json = json;
  }

  /**
   * What is proposed; also the body of the request.
   *
   * @param client id: 1 to 64 letters, digits and {@code . _ ~ -}
   * @param name of the system, for people; never of a person
   * @param keys public JWKs (P-256) that sign its assertions, up to 4
   * @param certificates RFC 8705 thumbprints (x5t#S256) of its own certificates, up to 4
   * @param certificateSubject RFC 4514 subject of its certificate by a trusted authority
   */
  record Request(
      @Nullable String client,
      @Nullable String name,
      @Nullable List<Map<String, @Nullable Object>> keys,
      @Nullable List<String> certificates,
      @Nullable String certificateSubject,
      @Nullable List<String> scopes) {}

  private record Read(String client, String name, Clients.Proofs proofs, Set<Scope> scopes) {}

  @Override
  public String act() {
    return ACT;
  }

  @Override
  public Role role() {
    return Role.ADMINISTRATOR;
  }

  /** A client's id is text; acts on it go by a number made of it. */
  static UUID subject(String client) {
    return UUID.nameUUIDFromBytes(("liangzheng:client:" + client).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public UUID check(OrganizationId authority, JsonNode request) {
    Read read = read(json.treeToValue(request, Request.class));
    clients
        .show(read.client())
        .filter(known -> !known.authority().equals(authority))
        .ifPresent(_ -> {
          throw new Problem(OfficeProblem.CLIENT_ID_TAKEN);
        });
    return subject(read.client());
  }

  private static Read read(Request asked) {
    FieldProblems problems = new FieldProblems();
    String client = asked.client();
    String name = asked.name();
    problems.require(client != null, "/client", WebProblem.FIELD_MISSING);
    problems.require(client == null || Clients.isId(client), "/client", WebProblem.FIELD_MALFORMED);
    problems.require(name != null && !name.isBlank(), "/name", WebProblem.FIELD_MISSING);
    problems.require(
        name == null || name.length() <= LONGEST_NAME, "/name", WebProblem.FIELD_MALFORMED);
    List<PublicJwk> keys = keys(asked, problems);
    List<String> certificates = Optional.ofNullable(asked.certificates()).orElse(List.of());
    problems.require(
        certificates.size() <= MOST
            && certificates.stream().allMatch(one -> THUMBPRINT.matcher(one).matches()),
        "/certificates",
        WebProblem.FIELD_MALFORMED);
    String subject = subjectOf(asked, problems);
    problems.require(
        !keys.isEmpty()
            || !certificates.isEmpty()
            || subject != null
            || (asked.keys() != null && !asked.keys().isEmpty()),
        "/keys",
        WebProblem.FIELD_MISSING);
    Set<Scope> scopes = scopes(asked, problems);
    problems.throwIfAny();
    return new Read(
        Optional.ofNullable(client).orElseThrow(),
        Optional.ofNullable(name).orElseThrow(),
        new Clients.Proofs(keys, certificates, subject),
        scopes);
  }

  private static List<PublicJwk> keys(Request asked, FieldProblems problems) {
    List<PublicJwk> keys = new ArrayList<>();
    List<Map<String, @Nullable Object>> given = Optional.ofNullable(asked.keys()).orElse(List.of());
    problems.require(given.size() <= MOST, "/keys", WebProblem.FIELD_MALFORMED);
    for (int i = 0; i < Math.min(given.size(), MOST); i++) {
      try {
        keys.add(PublicJwk.of(given.get(i)));
      } catch (MalformedException malformed) {
        problems.require(false, "/keys/" + i, WebProblem.FIELD_MALFORMED);
      }
    }
    return keys;
  }

  private static @Nullable String subjectOf(Request asked, FieldProblems problems) {
    if (asked.certificateSubject() == null) {
      return null;
    }
    try {
      return Clients.canonicalSubject(asked.certificateSubject());
    } catch (IllegalArgumentException malformed) {
      problems.require(false, "/certificateSubject", WebProblem.FIELD_MALFORMED);
      return null;
    }
  }

  private static Set<Scope> scopes(Request asked, FieldProblems problems) {
    List<String> given = Optional.ofNullable(asked.scopes()).orElse(List.of());
    problems.require(!given.isEmpty(), "/scopes", WebProblem.FIELD_MISSING);
    Set<Scope> scopes = Scope.ofMachines(given);
    problems.require(
        scopes.size() == Set.copyOf(given).size(), "/scopes", WebProblem.FIELD_MALFORMED);
    return scopes;
  }

  @Override
  public Runnable execute(Approved approved) {
    Read read = read(json.treeToValue(approved.request(), Request.class));
    return () -> {
      try {
        clients.register(
            read.client(), read.name(), approved.authority(), read.proofs(), read.scopes());
      } catch (IllegalArgumentException taken) {
        throw new Problem(OfficeProblem.CLIENT_ID_TAKEN);
      }
      ObjectNode facts = json.createObjectNode();
      facts.put("client", read.client());
      facts.put("proposal", approved.proposal().toString());
      audit.record(
          new AuditFact(
              "CLIENT_REGISTERED",
              approved.subject(),
              approved.authority(),
              approved.approvers().getLast().toString(),
              facts));
    };
  }
}
