package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.config.VaultDescription;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** A service whose vaults are described without a use takes no application for seals of it. */
@ApiTest
class SuiteNotServedTest {
  @Autowired private ApplicationContext context;
  @Autowired private Custody custody;
  @Autowired private VaultPlan plan;

  private static String applied(SealWorld world, String kind, String more) {
    Answer answer = world.post("/v1/seals", SealWorld.application(kind, "{}" + more));
    return answer.status() + " " + answer.json().path("code").asString("");
  }

  @Test
  void aSuiteNoVaultServesIsRefused() {
    SealWorld world = SealWorld.own(context);
    VaultDescription described =
        VaultDescription.read(
            "vaults[0]",
            CustodyWorld.settings("kind", "software", "name", "soft", "uses[0]", "LICENCE_SEAL"));
    assertThat(described.serves(KeyPurpose.OFFICE_SEAL)).isFalse();
    // Keys that are there go on: only where new ones would be kept is another plan.
    ReflectionTestUtils.setField(
        custody, "plan", new VaultPlan(List.of(described), plan.registry()));
    try {
      assertThat(applied(world, "OFFICE", ",\"suite\":\"SM2_SM3\""))
          .isEqualTo("422 seal-suite-not-served");
      assertThat(applied(world, "OFFICE", "")).isEqualTo("422 seal-suite-not-served");
      assertThat(applied(world, "LICENCE", ",\"suite\":\"SM2_SM3\"")).startsWith("201");
    } finally {
      ReflectionTestUtils.setField(custody, "plan", plan);
    }
    assertThat(applied(world, "OFFICE", ",\"suite\":\"SM2_SM3\"")).startsWith("201");
  }
}
