package org.liangzheng.api.identity.office;

import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OfficeConfiguration {

  @Bean
  NothingOutside proposeRoleRoute() {
    return new NothingOutside(RoleController.PROPOSE);
  }

  @Bean
  NothingOutside revokeRoleRoute() {
    return new NothingOutside(RoleController.REVOKE);
  }

  @Bean
  NothingOutside registerAccountRoute() {
    return new NothingOutside(StaffController.REGISTER);
  }

  @Bean
  NothingOutside disableAccountRoute() {
    return new NothingOutside(StaffController.DISABLE);
  }
}
