package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.face.FaceCodes;
import tools.jackson.databind.JsonNode;

/** The code on a face: a little for anybody, the same in another form for points. */
@ApiTest
class FaceScanTest extends ShowTest {
  @Test
  void theCodeOnAFaceTellsAnybodyLittle() {
    ShowWorld own = new ShowWorld(context);
    UUID licence = own.drivingLicence();
    UUID version =
        database
            .sql("select id from licence_version where licence = ?")
            .param(licence)
            .query(UUID.class)
            .single();
    String face = context.getBean(FaceCodes.class).find(version).orElseThrow();
    JsonNode small = publicly(face);
    assertThat(told2(small)).isEqualTo("VERDICT VALID");
    assertThat(small.get("inForce").asBoolean()).isTrue();
    assertThat(small.get("maskedName").asString()).startsWith("示*").doesNotContain("person");
    assertThat(small.at("/type/zh").asString()).isNotBlank();
    JsonNode scanned = ok(counter.verify(face, STOP));
    assertThat(told(scanned)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(scanned.get("mode").asString()).isEqualTo("FACE");
    assertThat(scanned.at("/fields/0/value").asString()).startsWith("示*");

    own.act(licence, "REVOKE");
    assertThat(publicly(face).get("inForce").asBoolean()).isFalse();
    String shown = code(own.shown(licence, STOP));
    assertThat(told2(publicly(shown))).isEqualTo("NOT_CHECKED ");
    assertThat(publicly(shown).at("/reason/code").asString()).isEqualTo("POINTS_ONLY");
    assertThat(scan(shown, STOP)).as("it was not used").isEqualTo("VERDICT NOT_IN_FORCE REVOKED");
    assertThat(publicly("https://example.invalid").at("/reason/code").asString())
        .isEqualTo("CODE_WEB_ADDRESS");
  }

  private static String told2(JsonNode answer) {
    return answer.get("outcome").asString() + " " + answer.path("verdict").asString("");
  }

  private JsonNode publicly(String code) {
    return ok(
        TestHttp.send(
            Tokens.of(context).base(),
            Call.json("POST", "/v1/verifications", "{\"code\":\"" + code + "\"}")));
  }
}
