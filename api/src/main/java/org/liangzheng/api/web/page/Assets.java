package org.liangzheng.api.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files {@code api/web} is built to, on the class path under {@code static/app}. Their names
 * carry a hash of their content, so that each can be kept for good; templates ask here for the
 * present one: {@code ${assets.script('holder')}}.
 */
@Component("assets")
public final class Assets {
  static final String PATH = "/app/";

  private static final String FOLDER = "/static/app/";

  /** No folders, no hidden files, and not the manifest. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_-]+)+");

  private final JsonNode manifest;
  private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

  Assets(JsonMapper json) {
    byte[] text = load("manifest.json");
    if (text == null) {
      throw new IllegalStateException("the pages were not built: api/web, by build.mjs");
    }
    this.manifest = json.readTree(text);
  }

  /** Address of an island's script. */
  public String script(String island) {
    return PATH + entry("src/" + island + "/main.ts").path("file").asString();
  }

  /** Addresses of an island's own style sheets. */
  public List<String> styles(String island) {
    List<String> styles = new ArrayList<>();
    entry("src/" + island + "/main.ts")
        .path("css")
        .forEach(file -> styles.add(PATH + file.asString()));
    return styles;
  }

  /** Address of the style sheet of all pages. */
  public String style() {
    return PATH + entry("src/style/main.css").path("file").asString();
  }

  /** Address of another source file, by its path in {@code api/web}. */
  public String file(String source) {
    return PATH + entry(source).path("file").asString();
  }

  private JsonNode entry(String source) {
    JsonNode entry = manifest.path(source);
    if (!entry.path("file").isString()) {
      throw new IllegalStateException("the pages have no " + source);
    }
    return entry;
  }

  /**
   * A file of ours.
   *
   * @param suffix {@code .br} or {@code .gz} for a compressed one, or empty
   */
  Optional<byte[]> content(String name, String suffix) {
    if (!NAME.matcher(name).matches() || name.equals("manifest.json")) {
      return Optional.empty();
    }
    // Names that are not there are not remembered: anybody can think of them.
    Optional<byte[]> known = files.get(name + suffix);
    if (known != null) {
      return known;
    }
    Optional<byte[]> read = Optional.ofNullable(load(name + suffix));
    if (read.isPresent()) {
      files.put(name + suffix, read);
    }
    return read;
  }

  private static byte @Nullable [] load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
