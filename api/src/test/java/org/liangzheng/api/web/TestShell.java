package org.liangzheng.api.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints that fail in every way, open to tests, and a cipher that needs no vault. */
@TestConfiguration(proxyBeanMethods = false)
@Import(TestShell.Endpoints.class)
public class TestShell {

  @Bean
  @Primary
  FieldCipher testCipher() {
    return new TestCipher();
  }

  @Bean
  @Order(1)
  SecurityFilterChain testChain(HttpSecurity http) throws Exception {
    return http.securityMatcher("/test/**", "/nothing/**")
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  BodyLimit testLimit() {
    return new BodyLimit("/test/large", 4L << 20);
  }

  /** A value type that refuses its content itself, as identifiers do. */
  record Code(String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Code {
      if (!text.startsWith("ok")) {
        throw new Problem(WebProblem.REQUEST_INVALID)
            .withErrors(List.of(FieldProblem.at("", WebProblem.FIELD_MALFORMED)));
      }
    }
  }

  record Inner(int number, Code code) {}

  record Body(String name, List<Inner> list, long count) {}

  @RestController
  static class Endpoints {

    @PublicAccess
    @PostMapping("/test/body")
    Body body(@RequestBody Body body) {
      return body;
    }

    @PublicAccess
    @PostMapping("/test/large")
    int large(HttpServletRequest request) throws IOException {
      return request.getInputStream().readAllBytes().length;
    }

    @PublicAccess
    @GetMapping("/test/parameter")
    int parameter(@RequestParam("size") int size) {
      return size;
    }

    @PublicAccess
    @GetMapping("/test/broken")
    String broken() {
      throw new IllegalStateException("秘密 secret 110101199003070038");
    }

    @PublicAccess
    @GetMapping("/test/error")
    String error() {
      throw new StackOverflowError("secret");
    }

    @PublicAccess
    @GetMapping("/test/problem")
    String problem() {
      throw new Problem(WebProblem.TOO_MANY_REQUESTS).withHeader("Retry-After", "7");
    }

    @PublicAccess
    @GetMapping(path = "/test/text", produces = "text/plain")
    byte[] text() {
      return "x".getBytes(StandardCharsets.UTF_8);
    }
  }
}
