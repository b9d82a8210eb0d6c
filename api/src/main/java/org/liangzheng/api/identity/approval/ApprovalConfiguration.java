package org.liangzheng.api.identity.approval;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

  @Bean
  EncryptedColumns proposalColumns() {
    return EncryptedColumns.of("identity_proposal", "digest", "request", "reason");
  }

  @Bean
  PlainRoutes approvalRoutes() {
    return PlainRoutes.of(
        ApprovalController.APPROVE, ApprovalController.REFUSE, ApprovalController.WITHDRAW);
  }

  @Bean
  ApprovalJobs approvalJobs(CarryingOut carryingOut) {
    return new ApprovalJobs(carryingOut);
  }
}
