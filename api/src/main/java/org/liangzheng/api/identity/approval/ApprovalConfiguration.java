package org.liangzheng.api.identity.approval;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

  @Bean
  EncryptedColumns proposalColumns() {
    return EncryptedColumns.of("identity_proposal", "digest", "request", "reason");
  }

  @Bean
  NothingOutside approveRoute() {
    return new NothingOutside(ApprovalController.APPROVE);
  }

  @Bean
  NothingOutside refuseRoute() {
    return new NothingOutside(ApprovalController.REFUSE);
  }

  @Bean
  NothingOutside withdrawRoute() {
    return new NothingOutside(ApprovalController.WITHDRAW);
  }

  @Bean
  ApprovalJobs approvalJobs(Approvals approvals) {
    return new ApprovalJobs(approvals);
  }
}
