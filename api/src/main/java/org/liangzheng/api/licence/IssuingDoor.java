package org.liangzheng.api.licence;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.JsonFailures;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues one licence for another feature, within an intent that the feature keeps itself: the same
 * checks, the same stamp, the same record as over {@code POST /v1/licences}.
 */
@Service
public class IssuingDoor {
  private final LicenceIssuing issuing;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;

  IssuingDoor(LicenceIssuing issuing, Ids ids, SecureRandom random, JsonMapper json) {
    this.issuing = issuing;
    this.ids = ids;
    this.random = random;
    this.json = json;
  }

  /** What an intent of issuing has to keep; it holds a serial, so it is kept encrypted. */
  public byte[] allot() {
    return Allotment.make(ids, random).encode();
  }

  /** The licence that an intent with this allotment issues. */
  public UUID licence(byte[] allotted) {
    return Allotment.decode(allotted).licence();
  }

  /**
   * Issues, outside any transaction; what is to be kept is the outcome's persist.
   *
   * @param request the body of {@code POST /v1/licences}: JSON, UTF-8
   * @param actor who asks
   * @param authority in whose name
   * @throws Problem as the route would answer it
   */
  public Outcome issue(Intent intent, byte[] request, String actor, OrganizationId authority) {
    return issuing.issue(intent, read(request), actor, issuing.issuer(authority));
  }

  /** The outcome of an earlier attempt, if it left one. */
  public Optional<Outcome> recover(Intent intent) {
    return issuing.recover(intent);
  }

  private IssueRequest read(byte[] request) {
    try {
      return json.readValue(request, IssueRequest.class);
    } catch (JacksonException unreadable) {
      throw JsonFailures.problem(unreadable);
    }
  }
}
