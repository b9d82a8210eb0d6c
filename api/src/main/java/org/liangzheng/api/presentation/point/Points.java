package org.liangzheng.api.presentation.point;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.EnrolledPoints;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The register of verifier points. Nothing is kept in memory: what ends here ends everywhere. */
@Component
public class Points implements EnrolledPoints {
  /** How long a code of enrolment is good. */
  public static final Duration ENROLMENT = Duration.ofMinutes(15);

  private final JdbcClient database;
  private final PointRows rows;
  private final EnrolmentCodes codes;
  private final TransactionTemplate transactions;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  Points(
      JdbcClient database,
      PointRows rows,
      EnrolmentCodes codes,
      TransactionTemplate transactions,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.database = database;
    this.rows = rows;
    this.codes = codes;
    this.transactions = transactions;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** A new code of enrolment; who has it may make a key for the point, once. */
  public String newCode() {
    return codes.make();
  }

  /** Registers a point with its first code, in the transaction of the caller. */
  public void insert(VerifierPoint point, String code, String actor) {
    database
        .sql(
            "insert into presentation_point (id, authority, name_zh, name_en, place_zh, place_en,"
                + " place_kind, scenes, created_at, enrolment_hash, enrolment_until)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            point.id(),
            point.authority().value(),
            point.name().zh(),
            point.name().en(),
            point.place().zh(),
            point.place().en(),
            point.placeKind().name(),
            point.scenes().toArray(String[]::new),
            at(point.createdAt()),
            EnrolmentCodes.hash(code),
            at(clock.instant().plus(ENROLMENT)))
        .update();
    record("VERIFIER_POINT_REGISTERED", point, actor);
  }

  /**
   * Gives a point another code, in the transaction of the caller; the key it has stays good until
   * the code is used.
   *
   * @throws Problem POINT_REVOKED
   */
  public void renewCode(VerifierPoint point, String code, String actor) {
    requireNotRevoked(point);
    database
        .sql(
            "update presentation_point set enrolment_hash = ?, enrolment_until = ?,"
                + " enrolment_used = false where id = ?")
        .params(EnrolmentCodes.hash(code), at(clock.instant().plus(ENROLMENT)), point.id())
        .update();
    record("VERIFIER_POINT_CODE_MADE", point, actor);
  }

  /**
   * Lets pass a code that is there, before a proof is used up for it.
   *
   * @throws Problem ENROLMENT_CODE_REFUSED
   */
  void requireCode(String code) {
    boolean there =
        database
            .sql(
                "select exists (select 1 from presentation_point where enrolment_hash = ?"
                    + " and enrolment_until > ? and revoked_at is null)")
            .params(EnrolmentCodes.hash(code), at(clock.instant()))
            .query(Boolean.class)
            .single();
    if (!there) {
      throw new Problem(PointProblem.ENROLMENT_CODE_REFUSED);
    }
  }

  /**
   * Gives a point its key. The same code with the same key again gives the same point: an answer
   * that was lost can be asked for once more.
   *
   * @throws Problem ENROLMENT_CODE_REFUSED
   */
  public VerifierPoint enrol(String code, PublicJwk key) {
    VerifierPoint enrolled =
        transactions.execute(_ -> {
          Instant now = clock.instant();
          VerifierPoint point =
              rows.hold(code, now)
                  .orElseThrow(() -> new Problem(PointProblem.ENROLMENT_CODE_REFUSED));
          if (rows.isUsed(point.id())) {
            if (point.key().equals(Optional.of(key))) {
              return point;
            }
            throw new Problem(PointProblem.ENROLMENT_CODE_REFUSED);
          }
          database
              .sql(
                  "update presentation_point set key = ?::jsonb, enrolled_at = ?,"
                      + " enrolment_used = true where id = ?")
              .params(json.writeValueAsString(key.members()), at(now), point.id())
              .update();
          record("VERIFIER_POINT_ENROLLED", point, point.id().toString());
          return rows.find(point.id()).orElseThrow();
        });
    return Objects.requireNonNull(enrolled);
  }

  /** Suspends a point, in the transaction of the caller; doing it twice changes nothing. */
  public void suspend(VerifierPoint point, String actor) {
    requireNotRevoked(point);
    int rows =
        database
            .sql(
                "update presentation_point set suspended_at = ?"
                    + " where id = ? and suspended_at is null")
            .params(at(clock.instant()), point.id())
            .update();
    if (rows == 1) {
      record("VERIFIER_POINT_SUSPENDED", point, actor);
    }
  }

  /** Lets a suspended point work again, in the transaction of the caller. */
  public void resume(VerifierPoint point, String actor) {
    requireNotRevoked(point);
    int rows =
        database
            .sql(
                "update presentation_point set suspended_at = null"
                    + " where id = ? and suspended_at is not null")
            .param(point.id())
            .update();
    if (rows == 1) {
      record("VERIFIER_POINT_RESUMED", point, actor);
    }
  }

  /** Ends a point for good, in the transaction of the caller. */
  public void revoke(VerifierPoint point, String actor) {
    int rows =
        database
            .sql(
                "update presentation_point set revoked_at = ?, enrolment_hash = null"
                    + " where id = ? and revoked_at is null")
            .params(at(clock.instant()), point.id())
            .update();
    if (rows == 1) {
      record("VERIFIER_POINT_REVOKED", point, actor);
    }
  }

  private static void requireNotRevoked(VerifierPoint point) {
    if (point.revokedAt().isPresent()) {
      throw new Problem(PointProblem.POINT_REVOKED);
    }
  }

  private void record(String act, VerifierPoint point, String actor) {
    ObjectNode facts = json.createObjectNode().put("placeKind", point.placeKind().name());
    audit.record(new AuditFact(act, point.id(), point.authority(), actor, facts));
  }

  /** A point by its id. */
  public Optional<VerifierPoint> look(UUID id) {
    return rows.find(id);
  }

  /**
   * A point that may scan now.
   *
   * @throws Problem POINT_NOT_ACTIVE
   */
  public VerifierPoint active(UUID id) {
    return look(id)
        .filter(VerifierPoint::isActive)
        .orElseThrow(() -> new Problem(PointProblem.POINT_NOT_ACTIVE));
  }

  /** The points of an authority, newest first, at most 1,000. */
  public List<VerifierPoint> of(OrganizationId authority) {
    return rows.of(authority);
  }

  @Override
  public Optional<Point> find(UUID id) {
    return look(id)
        .flatMap(point ->
            point.key().map(key -> new Point(id, point.authority(), key, standing(point))));
  }

  private static Standing standing(VerifierPoint point) {
    return switch (point.state()) {
      case REVOKED -> Standing.REVOKED;
      case SUSPENDED -> Standing.SUSPENDED;
      case REGISTERED, ENROLLED -> Standing.ACTIVE;
    };
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
