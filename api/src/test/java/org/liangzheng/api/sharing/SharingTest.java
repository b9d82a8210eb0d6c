package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A matter of its own and a company of its own for each test of 免提交 over HTTP. */
abstract class SharingTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired private TrustDirectory trust;
  SharingWorld world;
  Company company;

  @BeforeEach
  final void open() {
    world = SharingWorld.of(context);
    company = world.company();
  }

  JsonNode fetched(String token, String path, String material, String form) {
    Answer answer = world.fetch(token, path, material, form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  ReceiptReport verified(byte[] receipt) {
    Evidence evidence = Evidence.of(trust.newest().pack(), PackAge.DEFAULT_LIMIT);
    ReceiptReport report = ReceiptVerifier.verify(receipt, evidence, Instant.now());
    assertThat(report.fault()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    return report;
  }

  /** As anybody may ask the service. */
  String judged(byte[] receipt) {
    JsonNode answer =
        world
            .market
            .send(
                "POST",
                "/v1/verifications",
                java.util.Map.of("Content-Type", UsageReceipt.MEDIA_TYPE),
                receipt)
            .json();
    return answer.get("verdict").asString()
        + " "
        + answer.path("reason").asString("")
        + " "
        + answer.get("log").asString();
  }

  List<String> acts(String subject) {
    return database
        .sql("select act from audit_entry where subject = ?::uuid order by drawn")
        .param(subject)
        .query(String.class)
        .list();
  }

  String party(Company one) {
    return database
        .sql(
            "select p.party::text from sharing_case_party p join sharing_case c on c.id = p.case_id"
                + " where c.matter = ? order by c.opened_at desc limit 1")
        .param(world.matter)
        .query(String.class)
        .single();
  }

  Answer redeem(String path, String code) {
    return world.people.post(
        world.market(), path + "/consent-codes", "{\"code\":\"" + code + "\"}");
  }

  void act(String licence, String act) {
    Answer done =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_ACT),
            "/v1/licences/" + licence + "/status",
            "{\"act\":\"" + act + "\",\"reasonCode\":\"TEST\",\"reason\":\"示例\"}");
    assertThat(done.status()).as(done.body()).isEqualTo(201);
  }
}
