package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Issues a licence from within the service, as {@code POST /v1/licences} does it. */
@Service
public class IssuingOnce {
  private final Idempotency idempotency;
  private final LicenceIssuing issuing;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;

  IssuingOnce(
      Idempotency idempotency,
      LicenceIssuing issuing,
      Ids ids,
      SecureRandom random,
      JsonMapper json) {
    this.idempotency = idempotency;
    this.issuing = issuing;
    this.ids = ids;
    this.random = random;
    this.json = json;
  }

  /**
   * @param key of idempotency; with the same key nothing is issued twice
   * @param request the body of {@code POST /v1/licences}
   * @param actor who asks
   * @return the answer of the route
   */
  public Answer issue(String key, JsonNode request, String actor, OrganizationId authority) {
    Authority issuer = issuing.issuer(authority);
    IssueRequest read =
        json.readValue(request.toString().getBytes(StandardCharsets.UTF_8), IssueRequest.class);
    return idempotency.run(
        actor,
        IssueRoute.ROUTE,
        key,
        RequestDigest.of(json, read, issuer.id().value()),
        Act.of(
            () -> Allotment.make(ids, random).encode(),
            intent -> issuing.issue(intent, read, actor, issuer)));
  }
}
