package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.seal.LicenceSeal;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.node.ObjectNode;

/** The ways a licence may stop being good, and what a verification says then. */
@ApiTest
class LicenceVerdictsTest extends LicenceFlow {
  @Test
  void anAlteredFileIsInvalid() throws Exception {
    byte[] file = file(issued());
    OfdPackage whole = ZipReader.read(file, OfdLimits.DEFAULT);
    Map<String, ByteString> parts = new LinkedHashMap<>();
    for (String path : whole.paths()) {
      parts.put(path, whole.require(path));
    }
    String page = "/Doc_0/Pages/Page_0/Content.xml";
    String text = new String(whole.require(page).toByteArray(), StandardCharsets.UTF_8);
    assertThat(text).contains("示例人甲");
    String altered = text.replace("示例人甲", "示例人乙");
    parts.put(page, ByteString.of(altered.getBytes(StandardCharsets.UTF_8)));
    byte[] forged = ZipWriter.write(new OfdPackage(parts));
    Reply answer = city.verify(forged);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.verdict()).isEqualTo("INVALID");
    assertThat(answer.reasons()).contains("PART_ALTERED");
    byte[] cut = java.util.Arrays.copyOf(file, file.length - 40);
    assertThat(city.verify(cut).verdict()).isEqualTo("UNREADABLE");
    assertThat(city.verify("x".getBytes(StandardCharsets.US_ASCII)).verdict())
        .isEqualTo("UNREADABLE");
  }

  /** Sealed with the true seal by somebody inside, past the register. */
  @Test
  void aGenuineFileTheRegisterDoesNotKnowIsNotValid() throws Exception {
    Seals seals = context.getBean(Seals.class);
    LicenceSeal seal = seals.licenceSeal(SampleDepartment.MARKET.id());
    byte[] known = file(issued());
    LicenceFacts truth =
        Verifier.verify(known, evidence(), Policy.FILE, clock.instant()).licence().orElseThrow();
    // One with an identifier of its own, one under the identifier of another's licence.
    LicenceId own =
        new LicenceId(truth.id().type(), truth.id().authority(), "FORGED0000000000TEST", 1);
    assertThat(city.verify(sealed(seals, seal, truth, own)).reasons())
        .containsExactly("NOT_IN_REGISTER");
    Reply twin = city.verify(sealed(seals, seal, truth, truth.id()));
    assertThat(twin.verdict()).isEqualTo("INVALID");
    assertThat(twin.reasons()).containsExactly("REGISTER_DIFFERS");
  }

  private byte[] sealed(Seals seals, LicenceSeal seal, LicenceFacts facts, LicenceId id)
      throws Exception {
    LicenceFacts other =
        new LicenceFacts(
            facts.typeName(),
            facts.number(),
            id,
            facts.issuerName(),
            facts.issuer(),
            facts.issueDate(),
            facts.holderName(),
            facts.holder(),
            facts.validFrom(),
            facts.validUntil(),
            facts.sealedBy(),
            Optional.empty());
    PreparedLicence prepared =
        PreparedLicence.of(
            context.getBean(Catalogue.class).current(id.type()).orElseThrow().template(),
            new LicenceContent(
                other,
                FaceValues.none()
                    .withText("data.name", "x")
                    .withText("data.uscc", "x")
                    .withText("data.kind", "x")
                    .withText("data.legalRepresentative", "x")
                    .withText("data.establishedOn", "2026-11-02")
                    .withText("data.address", "x")
                    .withText("data.businessScope", "x"),
                ByteString.of(new byte[] {'{', '}'})),
            seal.seal(),
            seal.signer(),
            clock.instant());
    byte[] file =
        prepared.finish(
            seals.stampLicence(
                seal,
                seal.authority(),
                null,
                prepared.digest(),
                "test",
                UUID.randomUUID(),
                UUID.randomUUID()));
    assertThat(Verifier.verify(file, evidence(), Policy.FILE, clock.instant()).verdict())
        .isEqualTo(Verdict.VALID);
    return file;
  }

  @ParameterizedTest
  @EnumSource(LicenceStatus.class)
  void theRegistersStatusDecides(LicenceStatus status) {
    Reply issued = issued();
    byte[] file = file(issued);
    database
        .sql("update licence set status = ? where id = ?::uuid")
        .params(status.name(), issued.id())
        .update();
    Reply answer = city.verify(file);
    if (status == LicenceStatus.IN_FORCE) {
      assertThat(answer.verdict()).isEqualTo("VALID");
    } else {
      assertThat(answer.verdict()).isEqualTo("NOT_IN_FORCE");
      assertThat(answer.reasons()).containsExactly("LICENCE_" + status);
    }
    assertThat(city.read(issued.header("Location")).json().get("status").asString())
        .isEqualTo(status.name());
  }

  @Test
  void aNewerVersionSupersedes() {
    Reply issued = issued();
    byte[] file = file(issued);
    database
        .sql("update licence set current_version = 2 where id = ?::uuid")
        .param(issued.id())
        .update();
    assertThat(city.verify(file).reasons()).containsExactly("LICENCE_SUPERSEDED");
  }

  @Test
  void answersAsOfAnotherMoment() {
    ObjectNode request = LicenceRequests.valid();
    Instant now = clock.instant();
    String tomorrow = now.plus(Duration.ofDays(2)).toString().substring(0, 10);
    request.put("validFrom", tomorrow).put("validUntil", tomorrow);
    Reply issued = city.issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    byte[] file = file(issued);
    assertThat(city.verify(file).reasons()).containsExactly("LICENCE_NOT_YET_VALID");
    // The legal day is China's: from 16:00 UTC of the day before.
    Instant begins = Instant.parse(tomorrow + "T00:00:00Z").minus(Duration.ofHours(8));
    assertThat(asOf(file, begins.minusSeconds(1)).reasons()).contains("LICENCE_NOT_YET_VALID");
    assertThat(asOf(file, begins).reasons()).doesNotContain("LICENCE_NOT_YET_VALID");
    Instant ends = begins.plus(Duration.ofDays(1));
    assertThat(asOf(file, ends.minusSeconds(1)).reasons()).doesNotContain("LICENCE_EXPIRED");
    assertThat(asOf(file, ends).reasons()).contains("LICENCE_EXPIRED");
    Reply before = asOf(file(issued()), now.minus(Duration.ofDays(30)));
    assertThat(before.verdict()).isNotEqualTo("VALID");

    for (String wrong : List.of("yesterday", "2026-11-02", "1")) {
      assertThat(city.verify("?asOf=" + wrong, file).problem())
          .as(wrong)
          .isEqualTo("400 parameter-invalid");
    }
    for (Instant edge : List.of(Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.MAX)) {
      assertThat(asOf(file, edge).problem()).isEqualTo("400 parameter-invalid");
    }
    for (Instant edge : List.of(Instant.EPOCH, Instant.parse("9998-12-31T23:59:59.999Z"))) {
      assertThat(asOf(file, edge).verdict()).isEqualTo("NOT_IN_FORCE");
    }
  }

  private Reply asOf(byte[] file, Instant instant) {
    return city.verify(
        "?asOf=" + java.net.URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8), file);
  }
}
