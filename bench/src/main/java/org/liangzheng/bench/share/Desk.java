package org.liangzheng.bench.share;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.bench.service.ApprovalSystem;
import org.liangzheng.bench.service.Company;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import tools.jackson.databind.JsonNode;

/** The sample department's approval system: it opens cases and fetches in them. */
final class Desk {
  private static final String MATTER = "FOOD_BUSINESS_PERMIT";
  private static final String BY_STATUTE = "BUSINESS_LICENCE";

  private final ApprovalSystem system;

  /**
   * Signs in.
   *
   * @param home state folder of the service, where the client's key lies
   */
  Desk(URI service, Path home) {
    this.system = new ApprovalSystem(service, home);
  }

  /** A company that has a licence, and who applies in its name. */
  Applicant applicant(int number) throws IOException {
    Company company = Company.next();
    UUID _ = system.issue(company);
    String first17 = String.format(Locale.ROOT, "99010019700101%03d", number % 1_000);
    Applicant applicant =
        new Applicant(company.code(), first17 + PersonId.checkCharacter(first17), "", "");
    return new Applicant(applicant.company(), applicant.person(), open(applicant), open(applicant));
  }

  /** Opens a case; its one material by statute is covered, and that by consent says only so. */
  String open(Applicant applicant) throws IOException {
    JsonNode opened =
        system.act(
            "/v1/cases",
            Map.of(
                "matter",
                MATTER,
                "caseNumber",
                "测速〔2026〕1号",
                "holders",
                List.of(
                    Map.of(
                        "role",
                        "APPLICANT",
                        "type",
                        OrganizationId.TYPE,
                        "code",
                        applicant.company()),
                    Map.of(
                        "role", "PRINCIPAL", "type", PersonId.TYPE, "code", applicant.person()))));
    requireCovered(opened);
    return opened.required("id").asString();
  }

  /** Looks at a case: its coverage again, and nothing is written. */
  void look(Applicant applicant) throws IOException {
    requireCovered(system.get("/v1/cases/" + applicant.looked()));
  }

  /** Who is fast because nothing was covered has not done the work. */
  private static void requireCovered(JsonNode answer) {
    for (JsonNode material : answer.path("materials")) {
      String wanted =
          material.path("material").asString().equals(BY_STATUTE) ? "COVERED" : "ASK_HOLDER";
      if (!material.path("state").asString().equals(wanted)) {
        throw new IllegalStateException("a material is " + material.path("state").asString());
      }
    }
  }

  /** Fetches the fields of the licence, with a receipt. */
  void fetch(Applicant applicant) throws IOException {
    JsonNode fetched =
        system.act(
            "/v1/cases/" + applicant.fetched() + "/fetches",
            Map.of("material", BY_STATUTE, "form", "FIELDS"));
    if (!fetched.at("/fields/uscc").asString().equals(applicant.company())
        || !fetched.at("/receipt/leaf").isString()) {
      throw new IllegalStateException("a fetch without its field or its receipt");
    }
  }
}
