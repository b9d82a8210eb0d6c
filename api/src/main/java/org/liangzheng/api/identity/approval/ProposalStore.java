package org.liangzheng.api.identity.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.approval.Proposal.Approval;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of proposals and approvals; requests, their digests and reasons are encrypted. */
@Component
class ProposalStore {
  private static final String TABLE = "identity_proposal";
  private static final String SELECT =
      "select id, act, authority, subject, digest, state, proposed_at, expires_at, settled_at,"
          + " settled_by, failure from identity_proposal ";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final JsonMapper json;

  ProposalStore(JdbcClient jdbc, FieldCipher cipher, JsonMapper json) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.json = json;
  }

  void insert(Proposal proposal, JsonNode request) {
    jdbc.sql(
            "insert into identity_proposal (id, act, authority, subject, digest, request, state,"
                + " proposed_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            proposal.id(),
            proposal.act(),
            proposal.authority().value(),
            proposal.subject(),
            cipher.encrypt(
                new Cell(TABLE, "digest", proposal.id()), proposal.digest().toByteArray()),
            cipher.encrypt(
                new Cell(TABLE, "request", proposal.id()), json.writeValueAsBytes(request)),
            proposal.state().name(),
            time(proposal.proposedAt()),
            time(proposal.expiresAt()))
        .update();
    proposal.approvals().forEach(approval -> approve(proposal.id(), approval));
  }

  /**
   * @return whether the person had not approved yet
   */
  boolean approve(UUID proposal, Approval approval) {
    return jdbc.sql(
                "insert into identity_approval (proposal, party, account, approved_at)"
                    + " values (?, ?, ?, ?) on conflict do nothing")
            .params(proposal, approval.party(), approval.account(), time(approval.at()))
            .update()
        == 1;
  }

  Optional<Proposal> find(UUID id) {
    return one("where id = ?", id);
  }

  /** Held against others until the transaction ends. */
  Optional<Proposal> lock(UUID id) {
    return one("where id = ? for update", id);
  }

  private Optional<Proposal> one(String where, UUID id) {
    return jdbc.sql(SELECT + where).param(id).query((row, _) -> read(row)).optional();
  }

  /** Newest first. */
  List<Proposal> list(OrganizationId authority, List<String> acts, int most) {
    return jdbc.sql(
            SELECT
                + "where authority = :authority and act in (:acts)"
                + " order by proposed_at desc, id desc limit :most")
        .param("authority", authority.value())
        .param("acts", acts)
        .param("most", most)
        .query((row, _) -> read(row))
        .list();
  }

  List<UUID> due(int most) {
    return jdbc.sql("select id from identity_proposal where state = 'APPROVED' order by id limit ?")
        .param(most)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  JsonNode request(UUID id) {
    byte[] sealed =
        jdbc.sql("select request from identity_proposal where id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    return json.readTree(cipher.decrypt(new Cell(TABLE, "request", id), sealed));
  }

  Optional<String> reason(UUID id) {
    return jdbc.sql("select reason from identity_proposal where id = ? and reason is not null")
        .param(id)
        .query(byte[].class)
        .optional()
        .map(sealed -> cipher.text(new Cell(TABLE, "reason", id), sealed));
  }

  /**
   * @return whether it was in the state it leaves
   */
  boolean move(UUID id, State from, State to) {
    return jdbc.sql("update identity_proposal set state = ? where id = ? and state = ?")
            .params(to.name(), id, from.name())
            .update()
        == 1;
  }

  /**
   * @return whether it was in the state it leaves
   */
  boolean settle(
      UUID id,
      State from,
      State to,
      Instant at,
      @Nullable UUID by,
      @Nullable String reason,
      @Nullable String failure) {
    return jdbc.sql(
                "update identity_proposal set state = ?, settled_at = ?, settled_by = ?,"
                    + " reason = ?, failure = ? where id = ? and state = ?")
            .params(to.name(), time(at))
            .param(by)
            .param(reason == null ? null : cipher.encrypt(new Cell(TABLE, "reason", id), reason))
            .param(failure)
            .params(id, from.name())
            .update()
        == 1;
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private Proposal read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    return new Proposal(
        id,
        row.getString("act"),
        new OrganizationId(row.getString("authority")),
        row.getObject("subject", UUID.class),
        ByteString.of(cipher.decrypt(new Cell(TABLE, "digest", id), row.getBytes("digest"))),
        State.valueOf(row.getString("state")),
        row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        approvals(id),
        Optional.ofNullable(settled).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getObject("settled_by", UUID.class)),
        Optional.ofNullable(row.getString("failure")));
  }

  private List<Approval> approvals(UUID proposal) {
    return jdbc.sql(
            "select account, party, approved_at from identity_approval where proposal = ?"
                + " order by approved_at, account")
        .param(proposal)
        .query((row, _) ->
            new Approval(
                row.getObject("account", UUID.class),
                row.getObject("party", UUID.class),
                row.getObject("approved_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
