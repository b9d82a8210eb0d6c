package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A matter with two authorities, a company with a licence, and a person whose consent counts. */
public final class SharingWorld {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String TYPE = "11100000MB0143028R001";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ApplicationContext context;
  private final Tokens tokens;
  final TestPeople people;
  final TestCity market;

  /** Of the matter, which no other test uses. */
  public final String matter;

  private SharingWorld(ApplicationContext context) {
    this.context = context;
    this.tokens = Tokens.of(context);
    this.people = TestPeople.of(context);
    this.market = TestCity.of(context);
    this.matter = "TEST_MATTER_" + COUNT.incrementAndGet();
    ObjectNode definition = definition(matter);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            context
                .getBean(Matters.class)
                .publishFirst(
                    context.getBean(Ids.class).next(),
                    definition,
                    context.getBean(Clock.class).instant()));
  }

  public static SharingWorld of(ApplicationContext context) {
    return new SharingWorld(context);
  }

  /**
   * LICENCE by statute for market; OTHER by consent for both, ORIGINAL too; HOUSING_ONLY by consent
   * for housing. The company is asked in its own name.
   */
  public static ObjectNode definition(String code) {
    return (ObjectNode)
        JSON.readTree(
            """
            {"code": "CODE",
             "name": {"zh": "示例事项", "en": "Sample matter"},
             "purpose": {"zh": "示例用途", "en": "Sample purpose"},
             "owner": "11990100LC0000015Y",
             "authorities": ["11990100LC0000015Y", "11990100LC0000023R"],
             "roles": [{"code": "APPLICANT", "name": {"zh": "申请人", "en": "Applicant"}}],
             "materials": [
               {"code": "LICENCE", "name": {"zh": "营业执照", "en": "Business licence"},
                "role": "APPLICANT", "need": "ANY", "basis": "STATUTORY",
                "statute": {"zh": "示例办法第一条", "en": "Sample rules, article 1"},
                "fetchers": ["11990100LC0000015Y"],
                "options": [
                  {"type": "11100000MB0143028R001", "forms": ["FIELDS", "ANSWER", "COPY"],
                   "fields": ["name", "uscc"],
                   "questions": [
                     {"code": "SELLS_WHOLESALE", "name": {"zh": "是否批发", "en": "Wholesale?"},
                      "test": "CONTAINS", "field": "businessScope", "values": ["批发"]},
                     {"code": "TEN_YEARS", "name": {"zh": "是否满十年", "en": "Ten years old?"},
                      "test": "YEARS_AGO", "field": "establishedOn", "years": 10}]}]},
               {"code": "OTHER", "name": {"zh": "其他材料", "en": "Another material"},
                "role": "APPLICANT", "need": "ANY", "basis": "CONSENT",
                "fetchers": ["11990100LC0000015Y", "11990100LC0000023R"],
                "options": [
                  {"type": "11100000MB0143028R001", "forms": ["FIELDS", "ORIGINAL"],
                   "fields": ["name", "address"]}]},
               {"code": "HOUSING_ONLY", "name": {"zh": "住建材料", "en": "Housing material"},
                "role": "APPLICANT", "need": "ANY", "basis": "CONSENT",
                "fetchers": ["11990100LC0000023R"],
                "options": [
                  {"type": "11990100LC0000023R001", "forms": ["FIELDS"],
                   "fields": ["companyName"], "freshDays": 30}]}],
             "produces": []}
            """
                .replace("CODE", code));
  }

  /**
   * A company with a person who may act for it in everything.
   *
   * @param holder the person's token
   * @param mandate id of the mandate
   */
  public record Company(String uscc, Who person, String holder, String mandate) {}

  /** A company nobody else uses; its legal representative signs in. */
  public Company company() {
    return company(people.person());
  }

  /** A company that a person may act for. */
  public Company company(Who person) {
    String uscc = LicenceRequests.company(7_700_000 + COUNT.incrementAndGet());
    String mandate =
        mandate("LEGAL_REPRESENTATIVE", "001", uscc, person, "VIEW", "CONSENT", "OBJECT");
    return new Company(
        uscc,
        person,
        people.token(person, null, Scope.CONSENT_OWN, Scope.OBJECTION_OWN, Scope.LICENCE_OWN),
        mandate);
  }

  /** Records a mandate; returns its id. */
  String mandate(String source, String type, String code, Who agent, String... scopes) {
    Who officer =
        people.officer(Tokens.OWN, org.liangzheng.api.identity.person.Role.LICENCE_OFFICER);
    var granted = JSON.createArrayNode();
    List.of(scopes).forEach(granted::add);
    Answer mandate =
        people.post(
            people.token(officer, Tokens.OWN, Scope.MANDATE_RECORD),
            "/v1/mandate-records",
            JSON.createObjectNode()
                .put("source", source)
                .put("evidence", "示例登记 1 号")
                .put("validUntil", "2030-12-31")
                .set("principal", JSON.createObjectNode().put("type", type).put("code", code))
                .set(
                    "agent",
                    JSON.createObjectNode().put("type", "111").put("code", agent.code().value()))
                .set("scopes", granted)
                .toString());
    assertThat(mandate.status()).as(mandate.body()).isEqualTo(201);
    return mandate.json().get("id").asString();
  }

  /** Issues the company its licence; returns the licence's id. */
  public String issue(Company company) {
    TestCity.Reply issued = market.issue(LicenceRequests.valid(company.uscc(), "亮城市示例商贸有限公司"));
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    return issued.json().get("id").asString();
  }

  /** A machine of an authority with all that sharing takes. */
  public String machine(OrganizationId authority) {
    return tokens.bearer(
        authority,
        Scope.CASE_MANAGE,
        Scope.LICENCE_FETCH,
        Scope.RECEIPT_READ,
        Scope.SHARING_METER_READ,
        Scope.EVENT_READ);
  }

  public String market() {
    return machine(SampleDepartment.MARKET.id());
  }

  public String housing() {
    return machine(SampleDepartment.HOUSING.id());
  }

  public static String openBody(String matter, String uscc) {
    return openBody(matter, "001", uscc);
  }

  static String openBody(String matter, String type, String code) {
    ObjectNode body = JSON.createObjectNode().put("matter", matter).put("caseNumber", "例〔2026〕7号");
    body.putArray("holders")
        .addObject()
        .put("role", "APPLICANT")
        .put("type", type)
        .put("code", code);
    return body.toString();
  }

  public Answer open(String token, Company company) {
    return people.post(token, "/v1/cases", openBody(matter, company.uscc()));
  }

  /** An open case of the market department; returns its path. */
  public String opened(Company company) {
    Answer opened = open(market(), company);
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    return opened.header("Location");
  }

  public Answer fetch(String token, String path, String material, String form) {
    return people.post(
        token,
        path + "/fetches",
        JSON.createObjectNode().put("material", material).put("form", form).toString());
  }

  static String code(Answer answer) {
    return answer.status() + " " + answer.json().path("code").asString("");
  }

  /** State and reason of a material of a case. */
  static String coverage(JsonNode view, String material) {
    for (JsonNode one : view.get("materials")) {
      if (one.get("material").asString().equals(material)) {
        return one.get("state").asString() + " " + one.path("why").asString("");
      }
    }
    throw new AssertionError("no such material " + material);
  }

  Answer get(String token, String path) {
    return people.get(token, path);
  }

  byte[] bytes(String token, String path) {
    TestCity.Reply reply =
        new TestCity(tokens.base(), token).send("GET", path, java.util.Map.of(), new byte[0]);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.body();
  }

  Answer anonymous(String path) {
    return TestHttp.send(tokens.base(), Call.get(path));
  }

  /** The request for consent that a case made. */
  public static String consent(JsonNode view) {
    return view.at("/consents/0/id").asString();
  }

  public JsonNode request(Company company, String consent) {
    Answer shown = people.get(company.holder(), "/v1/holder/consents/" + consent);
    assertThat(shown.status()).as(shown.body()).isEqualTo(200);
    return shown.json();
  }

  Answer decide(Company company, String consent, String decision) {
    return people.post(
        company.holder(),
        "/v1/holder/consents/" + consent + "/decision",
        JSON.createObjectNode()
            .put("decision", decision)
            .put("digest", request(company, consent).get("digest").asString())
            .toString());
  }

  public JsonNode show(String token, String path) {
    Answer shown = people.get(token, path);
    assertThat(shown.status()).as(shown.body()).isEqualTo(200);
    return shown.json();
  }

  UUID id(String path) {
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  ApplicationContext context() {
    return context;
  }
}
