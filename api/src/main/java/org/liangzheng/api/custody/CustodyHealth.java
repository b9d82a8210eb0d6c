package org.liangzheng.api.custody;

import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when every vault can be used; asks no vault for a signature. */
final class CustodyHealth implements HealthIndicator {

  private final VaultPlan plan;

  CustodyHealth(VaultPlan plan) {
    this.plan = plan;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (Vault vault : plan.registry().vaults()) {
      VaultHealth state = vault.health();
      if (state.status() == VaultHealth.Status.DOWN) {
        health.down();
      }
      health.withDetail(
          vault.name(),
          state.status()
              + state.problem().map(code -> " " + code.code()).orElse("")
              + ", threads "
              + state.workers()
              + ", stuck "
              + state.abandoned());
    }
    return health.build();
  }
}
