package org.liangzheng.api.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Publishes the licence types that come with the program. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BuiltInTypes implements ApplicationRunner {
  private static final String BUSINESS_LICENCE = "catalogue/business-licence.json";

  private final Catalogue catalogue;
  private final JsonMapper json;

  BuiltInTypes(Catalogue catalogue, JsonMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    try (InputStream definition = new ClassPathResource(BUSINESS_LICENCE).getInputStream()) {
      catalogue.publishFirst(json.readValue(definition, LicenceTypeDefinition.class));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
