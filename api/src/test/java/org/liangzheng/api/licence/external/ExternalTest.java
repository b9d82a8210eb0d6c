package org.liangzheng.api.licence.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Licences of other issuers: taken in as they come, kept as they are, never believed too much. */
@ApiTest
class ExternalTest extends ExternalRig {
  @Test
  void aFileOfATrustedSealIsKeptAndVouchedForWhileItsSourceIsHeard() {
    // Issued by another department, and unknown to our own register.
    TestCity.Reply issued =
        TestCity.of(context, SampleDepartment.HOUSING)
            .issue(LicenceRequests.validFor(SampleDepartment.HOUSING));
    byte[] file =
        TestCity.of(context, SampleDepartment.HOUSING)
            .read(issued.header("Location") + "/file")
            .body();
    forget(issued.json().get("id").asString());
    assertThat(verdict(file).get("verdict").asString()).isEqualTo("UNKNOWN");

    ExternalIssuer source = source(Optional.empty());
    ObjectNode word = word(source, 4, issued.json().get("identifier").asString());
    word.set("holder", issued.json().get("holder"));
    word.put("file", Base64.getEncoder().encodeToString(file));
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(strings(taken.json().get("findings"))).isEmpty();
    assertThat(taken.json().at("/intake/verdict").asString()).isEqualTo("VALID");
    assertThat(taken.json().at("/source/stale").asBoolean()).isFalse();
    String id = taken.json().get("id").asString();
    assertThat(reader.read(PATH + "/" + id + "/file").body()).isEqualTo(file);

    JsonNode fresh = verdict(file);
    assertThat(fresh.get("verdict").asString()).as(fresh.toString()).isEqualTo("VALID");
    assertThat(fresh.at("/source/kind").asString()).isEqualTo("EXTERNAL");
    assertThat(fresh.at("/source/heardAt").asString()).isNotEmpty();
    assertThat(read(id).get("verdict").asString()).isEqualTo("VALID");

    // A source that is no longer heard vouches for nothing being in force.
    silent(source);
    JsonNode stale = verdict(file);
    assertThat(stale.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(stale.at("/source/stale").asBoolean()).isTrue();
    assertThat(stale.at("/reasons/0/code").asString()).isEqualTo("REGISTER_NOT_ASKED");
    assertThat(read(id).get("verdict").asString()).isEqualTo("UNKNOWN");

    // Its sign of life is enough.
    Reply beat = deliverer.post("/v1/external-issuers/" + source.id() + "/heartbeat", key(), null);
    assertThat(beat.status()).as(beat.body()).isEqualTo(200);
    assertThat(verdict(file).get("verdict").asString()).isEqualTo("VALID");

    // An ending it has told stands, heard or not.
    assertThat(
            deliver(
                    word(source, 5, issued.json().get("identifier").asString())
                        .put("status", "REVOKED"))
                .json()
                .get("outcome")
                .asString())
        .isEqualTo("UPDATED");
    silent(source);
    JsonNode ended = verdict(file);
    assertThat(ended.get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
    assertThat(ended.at("/reasons/0/code").asString()).isEqualTo("LICENCE_REVOKED");
    assertThat(read(id).get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
  }

  private void silent(ExternalIssuer source) {
    database
        .sql("update external_issuer set heard_at = heard_at - interval '2 hours' where id = ?")
        .param(source.id())
        .update();
  }

  private JsonNode verdict(byte[] file) {
    return reader
        .send(
            "POST", "/v1/verifications", java.util.Map.of("Content-Type", "application/ofd"), file)
        .json();
  }

  /** As if another service had issued it. */
  private void forget(String licence) {
    UUID id = UUID.fromString(licence);
    database
        .sql(
            "delete from licence_identifier where version_id in"
                + " (select id from licence_version where licence = ?)")
        .param(id)
        .update();
  }

  /** Sealed in a world that our trust list does not know. */
  @Test
  void aFileOfAnUnknownSealIsKeptWithItsVerdict() {
    byte[] file = TestLicences.valid(TestWorld.of(SignatureSuite.SM2_SM3)).build();
    LicenceFacts facts = TestLicences.valid(TestWorld.of(SignatureSuite.SM2_SM3)).facts();
    ExternalIssuer source = source(Optional.empty());
    ObjectNode word = word(source, 1, facts.id().text());
    word.putObject("holder")
        .put("type", "001")
        .put("code", TestLicences.HOLDER.value())
        .put("name", TestLicences.HOLDER_NAME);
    word.put("file", Base64.getEncoder().encodeToString(file));
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.json().at("/intake/verdict").asString()).isNotEqualTo("VALID");
    // The file names the market department, the source delivers for another.
    assertThat(strings(taken.json().get("findings")))
        .containsExactly("IDENTIFIER_AUTHORITY_DIFFERS");
    JsonNode view = read(taken.json().get("id").asString());
    assertThat(view.at("/intake/verdict")).isEqualTo(taken.json().at("/intake/verdict"));
    assertThat(view.get("verdict").asString()).isNotEqualTo("VALID");
    assertThat(reader.read(view.at("/file/href").asString()).body()).isEqualTo(file);

    byte[] altered = file.clone();
    altered[altered.length / 2] ^= 1;
    ObjectNode worse = word.deepCopy();
    worse.put("sequence", 2).put("file", Base64.getEncoder().encodeToString(altered));
    Reply bad = deliver(worse);
    assertThat(bad.json().get("outcome").asString()).isEqualTo("UPDATED");
    assertThat(bad.json().at("/intake/verdict").asString()).isIn("INVALID", "UNREADABLE");
    assertThat(reader.read(view.at("/file/href").asString()).body()).isEqualTo(altered);
  }

  @Test
  void vendorFilesAreKeptByteForByte() throws IOException {
    String folder = System.getenv("LZ_VENDOR_FILES");
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      System.out.println("not run: vendor files taken in (set LZ_VENDOR_FILES to their folder)");
      return;
    }
    ExternalIssuer source = source(Optional.empty());
    List<String> verdicts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".ofd")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        ObjectNode word = content(source, 1, identifier(serial()));
        word.put("file", Base64.getEncoder().encodeToString(bytes));
        Reply taken = deliver(word);
        assertThat(taken.status()).as(file + " " + taken.body()).isEqualTo(201);
        String verdict = taken.json().at("/intake/verdict").asString();
        assertThat(verdict).as(file.toString()).isNotIn("VALID", "UNREADABLE");
        verdicts.add(verdict);
        assertThat(reader.read(PATH + "/" + taken.id() + "/file").body()).isEqualTo(bytes);
      }
    }
    assertThat(verdicts).isNotEmpty();
    System.out.println("vendor files: " + verdicts.size() + " taken in and kept: " + verdicts);
  }

  @Test
  void aWrongCheckCharacterIsReportedAndNotDropped() {
    ExternalIssuer source = source(Optional.empty());
    String right = identifier(serial());
    char last = right.charAt(right.length() - 1);
    String wrong = right.substring(0, right.length() - 1) + (last == 'A' ? 'B' : 'A');
    ObjectNode word = content(source, 1, wrong);
    ((ObjectNode) word.get("holder")).put("code", "91990100LC10000174");
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(strings(taken.json().get("findings")))
        .containsExactly("IDENTIFIER_CHECK_CHARACTER_WRONG", "HOLDER_CODE_WRONG", "DATA_ONLY");
    JsonNode view = read(taken.json().get("id").asString());
    assertThat(view.get("identifier").asString()).isEqualTo(wrong);
    assertThat(view.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(strings(view.get("reasons"))).contains("NO_SIGNATURE", "NOT_IN_REGISTER");
    // The correction is of the same licence; it is found by either.
    Reply corrected = deliver(content(source, 2, right));
    assertThat(corrected.json().get("outcome").asString()).isEqualTo("UPDATED");
    assertThat(corrected.id()).isEqualTo(taken.id());
    assertThat(strings(read(taken.json().get("id").asString()).get("findings")))
        .containsExactly("DATA_ONLY");
    for (String asked : List.of(right, wrong)) {
      assertThat(found(reader, "{\"identifier\":\"" + asked + "\"}"))
          .containsExactly(taken.json().get("id").asString());
    }
    assertThat(page(reader, "{\"identifier\":\"" + right + "\",\"limit\":1}").hasNonNull("next"))
        .as("there is no more")
        .isFalse();
    assertThat(deliver(content(source, 1, "1.2.156.3005.2.X")).problem())
        .isEqualTo("400 request-invalid");
  }

  @Test
  void aNumberCannotBeUsedForSomethingElseNorALicenceByAnotherSource() {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    assertThat(deliver(content(source, 3, identifier)).status()).isEqualTo(201);
    assertThat(deliver(content(source, 3, identifier).put("number", "OTHER")).problem())
        .isEqualTo("409 external-sequence-reused");
    assertThat(deliver(content(source(Optional.empty()), 9, identifier)).problem())
        .isEqualTo("409 external-identifier-taken");
    assertThat(deliver(word(source, 9, identifier)).problem()).isEqualTo("400 request-invalid");
    assertThat(
            read(found(reader, "{\"identifier\":\"" + identifier + "\"}").getFirst())
                .get("number")
                .asString())
        .isEqualTo("NR-3");
  }

  /** Keeper and issuer see it; others do not know that it is there. */
  @Test
  void onlyItsKeeperAndItsIssuerSeeItAndOnlyItsClientSpeaksForASource() {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    // A holder of its own: others have more of the shared one's licences than a page.
    ObjectNode told = content(source, 1, identifier);
    String holder = LicenceRequests.company(777_002);
    ((ObjectNode) told.get("holder")).put("code", holder);
    String id = deliver(told).json().get("id").asString();
    TestCity issuer = TestCity.of(context, SampleDepartment.HOUSING);
    TestCity other = TestCity.of(context, third());
    assertThat(issuer.read(PATH + "/" + id).status()).isEqualTo(200);
    assertThat(other.read(PATH + "/" + id).json().get("code").asString())
        .isEqualTo("external-licence-unknown");
    String search = "{\"identifier\":\"" + identifier + "\"}";
    assertThat(found(issuer, search)).containsExactly(id);
    assertThat(found(other, search)).isEmpty();
    String byHolder = "{\"holderType\":\"001\",\"holderCode\":\"" + holder + "\"}";
    assertThat(found(reader, byHolder)).contains(id);
    String one = byHolder.replace("}", ",\"limit\":1}");
    assertThat(page(reader, one).hasNonNull("next")).as("it is the only one").isFalse();
    String second = deliver(withHolder(source, holder)).json().get("id").asString();
    JsonNode first = page(reader, one);
    assertThat(first.at("/licences/0/id").asString()).isEqualTo(id);
    String rest = one.replace("}", ",\"after\":\"" + first.get("next").asString() + "\"}");
    assertThat(found(reader, rest)).containsExactly(second);
    assertThat(page(reader, rest).hasNonNull("next")).isFalse();
    assertThat(found(other, byHolder)).isEmpty();
    assertThat(
            reader
                .send("GET", PATH + "/" + id, java.util.Map.of(), new byte[0])
                .json()
                .get("code")
                .asString())
        .isEqualTo("use-cause-missing");
    assertThat(
            deliver(content(source(Optional.of("external.other")), 1, identifier(serial())))
                .problem())
        .isEqualTo("404 external-issuer-unknown");
  }

  private static ObjectNode withHolder(ExternalIssuer source, String code) {
    ObjectNode word = content(source, 1, identifier(serial()));
    ((ObjectNode) word.get("holder")).put("code", code);
    return word;
  }

  private static SampleDepartment third() {
    return Stream.of(SampleDepartment.values())
        .filter(one -> one != SampleDepartment.MARKET && one != SampleDepartment.HOUSING)
        .findFirst()
        .orElseThrow();
  }
}
