package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A type that two authorities seal, and its city. */
abstract class JointLicenceRig {
  static final SampleDepartment OTHER = SampleDepartment.HOUSING;
  static final AtomicInteger COUNT = new AtomicInteger();

  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired Clock clock;
  LifeCity city;
  SealWorld keepers;
  ObjectNode type;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
    keepers = new SealWorld(context, OTHER.id());
    type = JointTypes.published(context, OTHER.id(), _ -> {});
  }

  String code() {
    return type.get("code").asString();
  }

  ObjectNode request() {
    return TestTypes.request(
        type, LicenceRequests.company(6_400_000 + COUNT.incrementAndGet()), "亮城市示例商贸有限公司");
  }

  static String leave(String code, String more) {
    return "{\"type\":\"" + code + "\",\"version\":1" + more + "}";
  }

  Answer propose(String more) {
    return keepers.post("/v1/seal-grants", leave(code(), more));
  }

  /** Leave, given by two; its id. */
  String granted() {
    Answer proposed = propose("");
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    Answer approved = keepers.approve(proposed);
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    return proposed.json().get("proposal").asString();
  }

  Answer withdraw(String grant) {
    return keepers.post("/v1/seal-grants/" + grant + "/withdrawal", "{\"reason\":\"示例理由\"}");
  }

  JsonNode grant(String id) {
    for (JsonNode one : keepers.get("/v1/seal-grants").json().get("grants")) {
      if (one.get("id").asString().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("no grant " + id);
  }

  void refused(Reply reply, String problem) {
    assertThat(reply.problem()).isEqualTo(problem);
    assertThat(reply.json().at("/seal/authority").asString()).isEqualTo(OTHER.id().value());
    assertThat(reply.json().at("/seal/role").asString()).isEqualTo(JointTypes.SECOND);
  }

  UUID version(String licence) {
    return database
        .sql("select id from licence_version where licence = ? order by version desc limit 1")
        .param(UUID.fromString(licence))
        .query(UUID.class)
        .single();
  }

  /** Signatures that custody has a finished record of, by whose key, in their order. */
  List<String> signatures(UUID version) {
    return database
        .sql(
            "select coalesce(s.authority, a.act) from custody_attempt a"
                + " left join seal s on s.key_ref = a.key_ref"
                + " where a.subject like '%licence-version:' || ? and a.outcome = 'SIGNED'"
                + " order by a.number")
        .param(version.toString())
        .query(String.class)
        .list();
  }

  Report offline(byte[] file) {
    return Verifier.verify(
        file, context.getBean(TrustDirectory.class).evidence(), Policy.FILE, clock.instant());
  }

  void sealedByBoth(byte[] file) {
    Reply online = city.http().verify(file);
    assertThat(online.verdict()).as(online.text()).isEqualTo("VALID");
    assertThat(online.json().get("level").asString()).isEqualTo("ISSUED");
    Report report = offline(file);
    assertThat(report.verdict()).as("%s", report.findings()).isEqualTo(Verdict.VALID);
    assertThat(report.signatures()).hasSize(2);
    assertThat(report.licence().orElseThrow().sealedBy())
        .containsExactly(SampleDepartment.MARKET.id(), OTHER.id());
  }

  String seal() {
    return database
        .sql("select id from seal where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
        .param(OTHER.id().value())
        .query(UUID.class)
        .single()
        .toString();
  }

  int firstSeals() {
    return database
        .sql("select count(*) from seal_use where authority = ? and act = 'SEAL_LICENCE'")
        .param(SampleDepartment.MARKET.id().value())
        .query(Integer.class)
        .single();
  }
}
