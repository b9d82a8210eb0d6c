package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Offline codes: checked without the service and told later, or by the service as others. */
@ApiTest
class OfflineScanTest extends ShowTest {
  @Autowired private Clock clock;

  private Evidence pointEvidence() throws Exception {
    String path = "/v1/verifier-points/self/pack";
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(Tokens.of(context).base() + path))
            .header("Authorization", "DPoP " + counter.token())
            .header("DPoP", counter.proof("GET", path, counter.token()))
            .build();
    byte[] bytes =
        java.net.http.HttpClient.newHttpClient()
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray())
            .body();
    EvidencePack pack =
        PackReader.read(
            bytes,
            trust.newest().pack().root().anchor(),
            java.util.Optional.empty(),
            clock.instant());
    assertThat(pack.presentation().orElseThrow().sceneKeys()).isNotEmpty();
    return Evidence.of(pack, Duration.ofHours(4));
  }

  private CodePolicy policy() {
    return CodePolicy.OFFLINE.forScenes(Set.of("traffic-stop"));
  }

  @Test
  void anOfflineCodeIsCheckedWithoutTheServiceAndReconciled() throws Exception {
    JsonNode shown = world.shown(driving, STOP, "OFFLINE");
    String code = code(shown);
    Evidence evidence = pointEvidence();
    CodeResult result = CodeVerifier.verify(code, evidence, policy(), clock.instant());
    assertThat(result).isInstanceOf(CodeResult.Valid.class);
    assertThat(((CodeResult.Valid) result).fields().values().keySet())
        .containsExactly("name", "vehicleClass");
    assertThat(trust.newest().pack().presentation().orElseThrow().sceneKeys())
        .as("the public pack has no scene keys")
        .isEmpty();

    String id = ((OfflineCode) CodeReader.read(code)).claims().id().toHex();
    String report =
        "{\"scans\":[{\"id\":\"" + id + "\",\"scannedAt\":\"" + clock.instant() + "\"}]}";
    Call told = Call.json("POST", "/v1/presentations/offline-scans", report);
    assertThat(ok(counter.send(told)).at("/results/0/result").asString()).isEqualTo("TAKEN");
    assertThat(ok(counter.send(told)).at("/results/0/result").asString()).isEqualTo("KNOWN");
    JsonNode twice = ok(other.send(told)).at("/results/0");
    assertThat(twice.get("result").asString()).isEqualTo("USED_TWICE");
    assertThat(twice.at("/used/placeKind").asString()).isEqualTo("COUNTER");
    assertThat(ok(other.send(told)).at("/results/0/result").asString()).isEqualTo("KNOWN");
    // Scanned online afterwards it is used.
    assertThat(told(ok(other.verify(code, STOP)))).isEqualTo("NOT_CHECKED CODE_USED");
    String nobody = report.replace(id, "00".repeat(16));
    assertThat(
            ok(counter.send(Call.json("POST", "/v1/presentations/offline-scans", nobody)))
                .at("/results/0/result")
                .asString())
        .isEqualTo("UNKNOWN");
    JsonNode late = world.shown(driving, STOP, "OFFLINE");
    String lateId = ((OfflineCode) CodeReader.read(code(late))).claims().id().toHex();
    String wrong =
        "{\"scans\":[{\"id\":\""
            + lateId
            + "\",\"scannedAt\":\""
            + clock.instant().plus(Duration.ofMinutes(10))
            + "\"}]}";
    assertThat(
            ok(counter.send(Call.json("POST", "/v1/presentations/offline-scans", wrong)))
                .at("/results/0/result")
                .asString())
        .isEqualTo("TIME_WRONG");
  }

  @Test
  void anOfflineCodeWorksOnlineToo() {
    String code = code(world.shown(driving, STOP, "OFFLINE"));
    JsonNode answer = ok(counter.verify(code, STOP));
    assertThat(told(answer)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(answer.get("mode").asString()).isEqualTo("OFFLINE");
    assertThat(ok(counter.verify(code, STOP))).isEqualTo(answer);
    assertThat(told(ok(other.verify(code, STOP)))).isEqualTo("NOT_CHECKED CODE_USED");
  }

  @Test
  void aForgedOfflineCodeIsNotChecked() {
    String code = code(world.shown(driving, STOP, "OFFLINE"));
    byte[] bytes = Base45Bytes.of(code);
    bytes[bytes.length - 1] ^= 1;
    String forged = Base45Bytes.code(bytes);
    assertThat(scan(forged, STOP)).isEqualTo("NOT_CHECKED CODE_SIGNATURE_WRONG");
    assertThat(scan(code, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }
}
