package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.liangzheng.api.identity.AccessMatrix.Role;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.sharing.SharingWorld;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Requests of the matrix about sharing; whose company it is, is the matrix's holder. */
final class SharingCalls {
  private record Made(SharingWorld world, Company company) {}

  private static final Map<ApplicationContext, Made> MADE = new WeakHashMap<>();

  private SharingCalls() {}

  /** One company with one licence is enough: nothing here ends it. */
  private static synchronized Made made(World world) {
    return MADE.computeIfAbsent(
        world.context(),
        context -> {
          SharingWorld sharing = SharingWorld.of(context);
          Company company = sharing.company(world.people().holder());
          sharing.issue(company);
          return new Made(sharing, company);
        });
  }

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  static Call open(World world) {
    Made made = made(world);
    return keyed("/v1/cases", SharingWorld.openBody(made.world().matter, made.company().uscc()));
  }

  private static String opened(World world) {
    Made made = made(world);
    return made.world().opened(made.company());
  }

  static Call get(World world, String part) {
    return Call.get(opened(world) + part);
  }

  static Call close(World world) {
    return keyed(opened(world) + "/closing", "");
  }

  static Call paper(World world) {
    return keyed(opened(world) + "/paper", "{\"material\":\"OTHER\",\"reason\":\"MATRIX\"}");
  }

  private static String asked(World world, String path) {
    Made made = made(world);
    return SharingWorld.consent(made.world().show(made.world().market(), path));
  }

  private static String digest(World world, String consent) {
    Made made = made(world);
    return made.world().request(made.company(), consent).get("digest").asString();
  }

  static Call redeem(World world) {
    String path = opened(world);
    Answer code =
        TestHttp.send(
            world.tokens().base(),
            codeOf(world, asked(world, path))
                .with("Authorization", "Bearer " + made(world).company().holder()));
    assertThat(code.status()).as(code.body()).isEqualTo(201);
    return keyed(
        path + "/consent-codes", "{\"code\":\"" + code.json().get("code").asString() + "\"}");
  }

  static Call fetch(World world) {
    return keyed(opened(world) + "/fetches", "{\"material\":\"LICENCE\",\"form\":\"FIELDS\"}");
  }

  private static String fetched(World world, String form) {
    Made made = made(world);
    Answer answer = made.world().fetch(made.world().market(), opened(world), "LICENCE", form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().get("id").asString();
  }

  static Call file(World world) {
    return Call.get("/v1/fetches/" + fetched(world, "COPY") + "/file");
  }

  static Call receipt(World world, String part) {
    return Call.get("/v1/receipts/" + fetched(world, "FIELDS") + part);
  }

  static Call ownReceipt(World world) {
    return Call.get("/v1/holder/receipts/" + fetched(world, "FIELDS"));
  }

  static Call consent(World world) {
    return Call.get("/v1/holder/consents/" + asked(world, opened(world)));
  }

  static Call preview(World world) {
    return Call.get("/v1/holder/consents/" + asked(world, opened(world)) + "/preview");
  }

  static Call decide(World world) {
    String consent = asked(world, opened(world));
    return keyed(
        "/v1/holder/consents/" + consent + "/decision",
        "{\"decision\":\"AGREE\",\"digest\":\"" + digest(world, consent) + "\"}");
  }

  static Call code(World world) {
    return codeOf(world, asked(world, opened(world)));
  }

  private static Call codeOf(World world, String consent) {
    return keyed(
        "/v1/holder/consents/" + consent + "/code",
        "{\"digest\":\"" + digest(world, consent) + "\"}");
  }

  private static ObjectNode standing(World world) {
    return SharingWorld.definition("X")
        .objectNode()
        .put("matter", made(world).world().matter)
        .put("version", 1)
        .put("authority", world.own().value())
        .put(
            "validUntil",
            java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString());
  }

  /** Each agrees for itself. */
  static Call stand(World world) {
    return keyed("/v1/holder/standing-consents", standing(world).toString());
  }

  private static String stood(World world) {
    Answer stood =
        TestHttp.send(
            world.tokens().base(),
            stand(world)
                .with(
                    "Authorization",
                    "Bearer " + world.people().token(Role.HOLDER, Scope.CONSENT_OWN)));
    assertThat(stood.status()).as(stood.body()).isEqualTo(201);
    return "/v1/holder/standing-consents/" + stood.json().get("id").asString();
  }

  static Call unstand(World world) {
    return keyed(stood(world) + "/withdrawal", "");
  }

  static Call period(World world) {
    ObjectNode body = SharingWorld.definition("X").objectNode();
    body.set("validUntil", standing(world).get("validUntil"));
    return keyed(stood(world) + "/period", body.toString());
  }

  static Call object(World world) {
    return keyed("/v1/holder/objections", "{\"fetch\":\"" + fetched(world, "FIELDS") + "\"}");
  }

  static Call answer(World world) {
    Answer made =
        TestHttp.send(
            world.tokens().base(),
            object(world).with("Authorization", "Bearer " + made(world).company().holder()));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return keyed(
        "/v1/objections/" + made.json().get("id").asString() + "/answer",
        "{\"outcome\":\"REJECTED\",\"text\":\"示例\"}");
  }

  private static String published(World world) {
    SharingWorld fresh = SharingWorld.of(world.context());
    return "/v1/matters/"
        + world
            .context()
            .getBean(JdbcClient.class)
            .sql("select id from catalogue_matter where code = ?")
            .param(fresh.matter)
            .query(UUID.class)
            .single();
  }

  static Call matter(World world, String part) {
    return Call.get(published(world) + part);
  }

  static Call withdrawMatter(World world) {
    return keyed(published(world) + "/withdrawal", "{\"reason\":\"示例\"}");
  }

  private static String definition() {
    return SharingWorld.definition(
            "M_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT))
        .toString();
  }

  static Call importMatters() {
    return keyed("/v1/matter-imports", "{\"matters\":[" + definition() + "]}");
  }

  static Call makeMatter() {
    return keyed("/v1/matter-drafts", definition());
  }

  private static String draft(World world) {
    Answer made =
        TestHttp.send(
            world.tokens().base(),
            makeMatter()
                .with(
                    "Authorization",
                    "Bearer " + world.people().token(Role.OFFICER, Scope.CATALOGUE_MANAGE)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.header("Location");
  }

  static Call showMatterDraft(World world) {
    return Call.get(draft(world));
  }

  static Call changeMatter(World world, String part) {
    return keyed(draft(world) + part, definition());
  }
}
