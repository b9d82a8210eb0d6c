package org.liangzheng.api.presentation.code;

import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.EncryptedColumns;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresentationSettings.class)
class CodeConfiguration {
  /** After the sample world has its certifier, before the first pack of this start. */
  private static final int BEFORE_THE_PACK = 500;

  @Bean
  EncryptedColumns sceneKeyColumns() {
    return EncryptedColumns.of("presentation_scene_key", "key");
  }

  @Bean
  PresentationKeysEndpoint presentationKeysEndpoint(PresentationKeys keys) {
    return new PresentationKeysEndpoint(keys);
  }

  @Bean
  KeyJob presentationKeyJob(PresentationKeys keys, SceneKeys sceneKeys, OneNode oneNode) {
    return new KeyJob(keys, sceneKeys, oneNode);
  }

  @Bean
  @Order(BEFORE_THE_PACK)
  ApplicationRunner presentationKeyStart(KeyJob job) {
    return _ -> job.rotate();
  }
}
