package org.liangzheng.api.identity.office;

import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AppointmentSettings.class)
class OfficeConfiguration {

  @Bean
  PlainRoutes officeRoutes() {
    return PlainRoutes.of(
        RoleController.PROPOSE,
        RoleController.REVOKE,
        StaffController.REGISTER,
        StaffController.DISABLE,
        ClientController.PROPOSE,
        ClientController.DISABLE);
  }
}
