package org.liangzheng.api.description;

import java.util.List;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.identity.PublicHandler;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.SecurityChains;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class DescriptionConfiguration {

  @Bean
  OperationTexts operationTexts() {
    return new OperationTexts();
  }

  @Bean
  Completion descriptionCompletion(OperationTexts texts, JsonMapper json) {
    return new Completion(texts, new Examples(json));
  }

  @Bean
  AccessReader descriptionAccess() {
    return new AccessReader();
  }

  /** The description is public: it says what stands in the project's own documents. */
  @Bean
  PublicHandler descriptionHandler() {
    return new PublicHandler(OpenApiWebMvcResource.class);
  }

  @Bean
  @Order(117)
  SecurityFilterChain descriptionChain(HttpSecurity http) throws Exception {
    return SecurityChains.bare(http)
        .securityMatchers(matchers ->
            matchers
                .requestMatchers(HttpMethod.GET, DescriptionPage.DOCUMENT)
                .requestMatchers(HttpMethod.GET, DescriptionPage.PATH))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  StartupNotice descriptionNotice(PublicAddress address) {
    return new StartupNotice() {
      @Override
      public int order() {
        return 5;
      }

      @Override
      public List<Said> lines() {
        String page = address.value() + DescriptionPage.PATH;
        return List.of(new Said("接口说明   " + page, "API        " + page));
      }
    };
  }
}
