package org.liangzheng.api.seal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The seals of all authorities. */
@Service
public class Seals {
  private final JdbcClient database;
  private final Custody custody;
  private final SealBook book;
  private final ReadSeals read;
  private final Ids ids;
  private final Clock clock;

  Seals(JdbcClient database, Custody custody, SealBook book, ReadSeals read, Ids ids, Clock clock) {
    this.database = database;
    this.custody = custody;
    this.book = book;
    this.read = read;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The active licence seal of an authority.
   *
   * @throws Problem {@code licence-seal-missing}
   */
  public LicenceSeal licenceSeal(OrganizationId authority) {
    return database
        .sql(
            "select id, seal, signer_certificate, key_ref from seal"
                + " where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
        .param(authority.value())
        .query((row, _) ->
            read(
                row.getObject(1, UUID.class),
                authority,
                row.getBytes(2),
                row.getBytes(3),
                row.getString(4)))
        .optional()
        .orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
  }

  /**
   * One of several seals on a licence.
   *
   * @param role of its place, for the answer
   * @throws Problem JOINT_SEAL_MISSING, JOINT_SEAL_SUSPENDED
   */
  public LicenceSeal jointSeal(OrganizationId authority, String role) {
    return database
        .sql(
            "select id, seal, signer_certificate, key_ref, state from seal"
                + " where authority = ? and kind = 'LICENCE' and state in ('ACTIVE', 'SUSPENDED')"
                + " order by state limit 1")
        .param(authority.value())
        .query((row, _) -> {
          if (row.getString(5).equals(SealState.SUSPENDED.name())) {
            throw new Problem(SealProblem.JOINT_SEAL_SUSPENDED, authority.value(), role);
          }
          return read(
              row.getObject(1, UUID.class),
              authority,
              row.getBytes(2),
              row.getBytes(3),
              row.getString(4));
        })
        .optional()
        .orElseThrow(() -> new Problem(SealProblem.JOINT_SEAL_MISSING, authority.value(), role));
  }

  /**
   * Whether a licence seal may be used by its rule now, before anything is signed with it or with
   * another seal of the same licence.
   *
   * @param grant under which it serves another authority's issuing; none: its own authority's
   * @throws Problem of custody
   */
  public void requireAllowed(LicenceSeal seal, @Nullable UUID grant, String actor) {
    custody.requireAllowed(seal.key(), SignatureAct.SEAL_LICENCE, actor, grant);
  }

  /**
   * Stamps a licence: the one way to use a licence seal.
   *
   * @param issuer whose licence it is
   * @param grant under which the seal serves another authority's issuing; custody holds the order
   *     against it; none: the issuer's own seal
   * @param actor the client that issues
   * @param licence the licence version that is stamped
   * @param intent the act it belongs to
   * @throws IllegalStateException without a grant on another authority's licence
   * @throws Problem of custody
   */
  public SignatureValue stampLicence(
      LicenceSeal seal,
      OrganizationId issuer,
      @Nullable UUID grant,
      SigningDigest digest,
      String actor,
      UUID licence,
      UUID intent) {
    if (grant == null && !seal.authority().equals(issuer)) {
      throw new IllegalStateException("no seal stands on another authority's licence unasked");
    }
    SignatureValue signature =
        custody.sign(
            new SignatureOrder(
                seal.key(),
                SignatureAct.SEAL_LICENCE,
                actor,
                "seal:" + seal.id() + "/licence-version:" + licence,
                digest,
                null,
                intent,
                grant));
    book.record(seal.id(), SealUse.Act.SEAL_LICENCE, actor, licence);
    return signature;
  }

  /**
   * A seal for documents, if it may be used now.
   *
   * @param authority whose it has to be
   * @throws Problem SEAL_UNKNOWN, also for other authorities'; SEAL_NOT_FOR_DOCUMENTS for licence
   *     and copy seals; SEAL_NOT_ACTIVE, SEAL_SUSPENDED, SEAL_REVOKED, SEAL_CERTIFICATE_EXPIRED
   */
  public OfficeSeal officeSeal(UUID id, OrganizationId authority) {
    return database
        .sql(
            "select id, authority, kind, state, version, seal, signer_certificate, key_ref"
                + " from seal where id = ? and authority = ?")
        .params(id, authority.value())
        .query((row, _) -> {
          if (!row.getString(3).equals(SealKind.OFFICE.name())) {
            throw new Problem(SealProblem.SEAL_NOT_FOR_DOCUMENTS);
          }
          requireActive(SealState.valueOf(row.getString(4)));
          LicenceSeal read =
              read(id, authority, row.getBytes(6), row.getBytes(7), row.getString(8));
          return new OfficeSeal(
              id, authority, row.getInt(5), read.seal(), read.signer(), read.key());
        })
        .optional()
        .map(this::inTime)
        .orElseThrow(() -> new Problem(SealProblem.SEAL_UNKNOWN));
  }

  private static void requireActive(SealState state) {
    switch (state) {
      case ACTIVE -> {
        return;
      }
      case APPLIED, WITHDRAWN, APPROVED -> throw new Problem(SealProblem.SEAL_NOT_ACTIVE);
      case SUSPENDED -> throw new Problem(SealProblem.SEAL_SUSPENDED);
      case REVOKED, DESTROYED -> throw new Problem(SealProblem.SEAL_REVOKED);
    }
  }

  private OfficeSeal inTime(OfficeSeal seal) {
    Instant now = clock.instant();
    if (!seal.signer().validAt(now) || !seal.seal().info().validAt(now)) {
      throw new Problem(SealProblem.SEAL_CERTIFICATE_EXPIRED);
    }
    return seal;
  }

  /**
   * Stamps a document or digest: the one way to use an office seal. Whoever calls writes the use
   * into the {@link SealBook} with what comes of it.
   *
   * @param matter code of the matter it is for
   * @param use id of the use
   * @param intent the act it belongs to
   * @throws Problem of custody, which holds the order against the rule of the key
   */
  public SignatureValue stampDocument(
      OfficeSeal seal,
      SigningDigest digest,
      String actor,
      @Nullable String matter,
      UUID use,
      UUID intent) {
    return custody.sign(
        new SignatureOrder(
            seal.key(),
            SignatureAct.SEAL_DOCUMENT,
            actor,
            "seal:" + seal.id() + "/use:" + use,
            digest,
            matter,
            intent));
  }

  /** Takes in a finished licence seal and activates it, unless the authority has one. */
  public void activateLicenceSeal(
      OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {
    admit(SealKind.LICENCE, authority, seal, signer, key);
  }

  /**
   * Takes in a seal that was made elsewhere and activates it, unless it is here or, of licence
   * seals, the authority has one. For worlds that begin with seals.
   *
   * @return whether it is new
   */
  public boolean admit(
      SealKind kind, OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {
    UUID id = ids.next();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Long index = seal.info().statusIndex().map(Integer::longValue).orElse(null);
    int rows =
        database
            .sql(
                """
                insert into seal (id, authority, kind, state, es_id, name, valid_from, valid_until,
                                  seal, signer_certificate, key_ref, activated_at, type,
                                  status_index)
                select ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                where not exists (select 1 from seal_version where es_id = ?)
                on conflict do nothing
                """)
            .params(
                id,
                authority.value(),
                kind.name(),
                seal.info().esId(),
                seal.info().name(),
                seal.info().validFrom().atOffset(ZoneOffset.UTC),
                seal.info().validUntil().atOffset(ZoneOffset.UTC),
                seal.der().toByteArray(),
                signer.der().toByteArray(),
                key.value(),
                now,
                seal.info().type())
            .param(index)
            .param(seal.info().esId())
            .update();
    if (rows == 0) {
      return false;
    }
    database
        .sql(
            "insert into seal_version (seal, version, state, key_ref, es_id, status_index,"
                + " seal_data, signer_certificate, prepared_at, made_at)"
                + " values (?, 1, 'ACTIVE', ?, ?, ?, ?, ?, ?, ?)")
        .params(id, key.value(), seal.info().esId())
        .param(index)
        .params(seal.der().toByteArray(), signer.der().toByteArray(), now, now)
        .update();
    custody.setRule(key, SealRules.none().keyRule(true, signer.notAfter()));
    return true;
  }

  /** Whether there is seal data of that number (esID). */
  public boolean isKnown(String esId) {
    return database
        .sql("select exists (select 1 from seal_version where es_id = ?)")
        .param(esId)
        .query(Boolean.class)
        .single();
  }

  /** Takes in a finished copy seal and activates it. */
  public void activateCopySeal(
      OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {
    var _ = admit(SealKind.COPY, authority, seal, signer, key);
  }

  private LicenceSeal read(
      UUID id, OrganizationId authority, byte[] seal, byte[] certificate, String key) {
    return new LicenceSeal(
        id, authority, read.seal(seal), read.certificate(certificate), new KeyRef(key));
  }
}
