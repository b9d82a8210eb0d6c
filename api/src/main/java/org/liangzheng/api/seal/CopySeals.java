package org.liangzheng.api.seal;

import java.util.UUID;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The seals for annotated copies: they make no licence and seal nothing else. */
@Service
public class CopySeals {
  private final JdbcClient database;
  private final Custody custody;
  private final SealBook book;
  private final ReadSeals read;

  CopySeals(JdbcClient database, Custody custody, SealBook book, ReadSeals read) {
    this.database = database;
    this.custody = custody;
    this.book = book;
    this.read = read;
  }

  /**
   * The active copy seal for licences of an authority: its own, or that of the authority that runs
   * the service for all, which is the one that took up its copy seal first.
   *
   * @throws Problem {@code copy-seal-missing}
   */
  public CopySeal of(OrganizationId authority) {
    return database
        .sql(
            "select id, authority, seal, signer_certificate, key_ref from seal"
                + " where kind = 'COPY' and state = 'ACTIVE'"
                + " order by (authority = ?) desc, activated_at, id limit 1")
        .param(authority.value())
        .query((row, _) ->
            new CopySeal(
                row.getObject(1, UUID.class),
                new OrganizationId(row.getString(2)),
                read.seal(row.getBytes(3)),
                read.certificate(row.getBytes(4)),
                new KeyRef(row.getString(5))))
        .optional()
        .orElseThrow(() -> new Problem(SealProblem.COPY_SEAL_MISSING));
  }

  /**
   * Stamps an annotated copy and writes the use into the seal book: the one way to use a copy seal.
   *
   * @param actor who asks for the copy
   * @param copy own id of the copy
   * @param intent the act it belongs to
   */
  public SignatureValue stamp(
      CopySeal seal, SigningDigest digest, String actor, UUID copy, UUID intent) {
    SignatureValue signature =
        custody.sign(
            new SignatureOrder(
                seal.key(),
                SignatureAct.SEAL_COPY,
                actor,
                "seal:" + seal.id() + "/annotated-copy:" + copy,
                digest,
                intent));
    book.record(seal.id(), SealUse.Act.SEAL_COPY, actor, copy);
    return signature;
  }
}
