package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import tools.jackson.databind.JsonNode;

/** 免提交成效: the meter. */
@ApiTest
class MeterFlowTest extends SharingTest {
  @Test
  void theMeterCounts() {
    world.issue(company);
    String path = world.opened(company);
    world.opened(world.company());
    fetched(world.market(), path, "LICENCE", "FIELDS");
    fetched(world.market(), path, "LICENCE", "ANSWER");
    assertThat(world.fetch(world.market(), path, "OTHER", "FIELDS").status()).isEqualTo(403);
    assertThat(
            world
                .people
                .post(
                    world.market(),
                    path + "/paper",
                    "{\"material\":\"OTHER\",\"reason\":\"HOLDER_ABSENT\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            code(
                world.people.post(
                    world.market(), path + "/paper", "{\"material\":\"X\",\"reason\":\"AB\"}")))
        .isEqualTo("422 material-outside-matter");
    JsonNode licence = null;
    JsonNode other = null;
    for (JsonNode line : world.show(world.market(), "/v1/sharing-meter").get("lines")) {
      if (line.get("matter").asString().equals(world.matter)) {
        if (line.get("material").asString().equals("LICENCE")) {
          licence = line;
        } else if (line.get("material").asString().equals("OTHER")) {
          other = line;
        }
      }
    }
    assertThat(licence).isNotNull();
    assertThat(other).isNotNull();
    assertThat(licence.get("asked").asInt()).isEqualTo(2);
    assertThat(licence.get("covered").asInt()).isEqualTo(1);
    assertThat(licence.get("fetched").asInt()).isEqualTo(1);
    assertThat(licence.get("medianSeconds").asDouble()).isGreaterThanOrEqualTo(-1);
    assertThat(other.at("/refused/consent-missing").asInt()).isEqualTo(1);
    assertThat(other.get("paper").asInt()).isEqualTo(1);
    assertThat(other.at("/paperReasons/HOLDER_ABSENT").asInt()).isEqualTo(1);
    for (String months :
        List.of(
            "from=x",
            "from=%2B999999999-12",
            "from=0000-01",
            "from=2026-02&to=2026-01",
            "from=2024-01&to=2026-02")) {
      assertThat(code(world.get(world.market(), "/v1/sharing-meter?" + months)))
          .as(months)
          .isEqualTo("400 parameter-invalid");
    }
    assertThat(world.get(world.market(), "/v1/sharing-meter?from=2024-01&to=2026-01").status())
        .isEqualTo(200);
    // Others see their own cases only.
    assertThat(world.show(world.housing(), "/v1/sharing-meter").toString())
        .doesNotContain(world.matter);
  }
}
