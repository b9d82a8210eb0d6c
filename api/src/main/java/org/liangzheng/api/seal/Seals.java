package org.liangzheng.api.seal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The seals of all authorities. */
@Service
public class Seals {
  private final JdbcClient database;
  private final Custody custody;
  private final Ids ids;
  private final Clock clock;

  Seals(JdbcClient database, Custody custody, Ids ids, Clock clock) {
    this.database = database;
    this.custody = custody;
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
            read(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3), row.getString(4)))
        .optional()
        .orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
  }

  /**
   * Stamps a licence: the one way to use a licence seal.
   *
   * @param actor the client that issues
   * @param licence the licence version that is stamped
   * @param intent the act it belongs to
   */
  public SignatureValue stampLicence(
      LicenceSeal seal, SigningDigest digest, String actor, UUID licence, UUID intent) {
    return custody.sign(
        new SignatureOrder(
            seal.key(),
            SignatureAct.SEAL_LICENCE,
            actor,
            "seal:" + seal.id() + "/licence-version:" + licence,
            digest,
            intent));
  }

  /** Takes in a finished licence seal and activates it, unless the authority has one. */
  public void activateLicenceSeal(
      OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {
    database
        .sql(
            """
            insert into seal (id, authority, kind, state, es_id, name, valid_from, valid_until,
                              seal, signer_certificate, key_ref, activated_at)
            values (?, ?, 'LICENCE', 'ACTIVE', ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(
            ids.next(),
            authority.value(),
            seal.info().esId(),
            seal.info().name(),
            seal.info().validFrom().atOffset(ZoneOffset.UTC),
            seal.info().validUntil().atOffset(ZoneOffset.UTC),
            seal.der().toByteArray(),
            signer.der().toByteArray(),
            key.value(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Takes in a finished copy seal and activates it. */
  public void activateCopySeal(
      OrganizationId authority, Seal seal, Certificate signer, KeyRef key) {
    database
        .sql(
            """
            insert into seal (id, authority, kind, state, es_id, name, valid_from, valid_until,
                              seal, signer_certificate, key_ref, activated_at)
            values (?, ?, 'COPY', 'ACTIVE', ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            ids.next(),
            authority.value(),
            seal.info().esId(),
            seal.info().name(),
            seal.info().validFrom().atOffset(ZoneOffset.UTC),
            seal.info().validUntil().atOffset(ZoneOffset.UTC),
            seal.der().toByteArray(),
            signer.der().toByteArray(),
            key.value(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static LicenceSeal read(UUID id, byte[] seal, byte[] certificate, String key) {
    try {
      return new LicenceSeal(
          id, SealReader.readSeal(seal), Certificate.of(certificate), new KeyRef(key));
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored seal does not read back", damaged);
    }
  }
}
