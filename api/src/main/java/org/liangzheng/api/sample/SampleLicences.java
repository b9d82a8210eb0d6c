package org.liangzheng.api.sample;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.liangzheng.api.identity.mandate.RegisterMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.licence.IssuingOnce;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Licences of the sample citizen and of its snack bar, which it represents: issued at the first
 * start, as a department's system would have them issued.
 */
final class SampleLicences {
  private static final String FILE = "sample/licences.json";
  private static final String PORTRAIT = "portrait";

  private final LicenceRegister register;
  private final IssuingOnce issuing;
  private final Parties parties;
  private final RegisterMandates mandates;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SampleLicences(
      LicenceRegister register,
      IssuingOnce issuing,
      Parties parties,
      RegisterMandates mandates,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.register = register;
    this.issuing = issuing;
    this.parties = parties;
    this.mandates = mandates;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Issues those of types their holder has none of. */
  void ensure() {
    JsonNode file = SampleFile.read(FILE, json);
    for (JsonNode one : file.path("licences")) {
      ensure(one, file.path(PORTRAIT).asString());
    }
  }

  private void ensure(JsonNode one, String portrait) {
    ObjectNode request = (ObjectNode) one.path("request").deepCopy();
    HolderCode holder = holder(request.path("holder"));
    List<String> held =
        register.ofHolder(holder).stream()
            .map(licence -> licence.facts().id().type().value())
            .toList();
    if (!held.contains(request.path("type").asString())) {
      if (request.path("data").has(PORTRAIT)) {
        ((ObjectNode) request.path("data")).put(PORTRAIT, portrait);
      }
      int ago = one.path("begunDaysAgo").asInt(0);
      if (ago > 0) {
        LocalDate begun = LegalDay.of(clock.instant()).minusDays(ago);
        request.put("issueDate", begun.toString()).put("validFrom", begun.toString());
      }
      Answer answer =
          issuing.issue(
              ids.next().toString(),
              request,
              SampleCity.ACTOR,
              new OrganizationId(one.path("authority").asString()));
      if (answer.status() >= 400) {
        throw new IllegalStateException("a sample licence was not issued: " + answer.status());
      }
    }
    if (holder instanceof OrganizationId) {
      mandates.legalRepresentative(
          parties.ensure(holder, request.path("holder").path("name").asString()),
          parties.ensure(SamplePerson.CITIZEN.code(), SamplePerson.CITIZEN.displayName()),
          SampleDepartment.MARKET.id(),
          SampleCity.ACTOR);
    }
  }

  private static HolderCode holder(JsonNode holder) {
    try {
      return HolderCode.parse(holder.path("type").asString(), holder.path("code").asString());
    } catch (MalformedException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
