package org.liangzheng.api.presentation.face;

import java.util.List;
import org.liangzheng.api.web.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FaceConfiguration {

  @Bean
  EncryptedColumns faceColumns() {
    return new EncryptedColumns("presentation_face", "version", List.of("handle"));
  }
}
