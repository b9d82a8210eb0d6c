package org.liangzheng.api.identity.office;

import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AppointmentSettings.class)
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

  @Bean
  NothingOutside proposeClientRoute() {
    return new NothingOutside(ClientController.PROPOSE);
  }

  @Bean
  NothingOutside disableClientRoute() {
    return new NothingOutside(ClientController.DISABLE);
  }
}
