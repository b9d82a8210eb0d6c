package org.liangzheng.api.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of the sample world that come with the program. */
final class SampleFile {
  private SampleFile() {}

  /**
   * @param name path on the class path
   */
  static JsonNode read(String name, JsonMapper json) {
    try (InputStream in = new ClassPathResource(name).getInputStream()) {
      return json.readTree(in);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
