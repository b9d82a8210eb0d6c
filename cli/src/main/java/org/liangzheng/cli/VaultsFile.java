package org.liangzheng.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.config.SettingRefused;
import org.liangzheng.hsm.config.VaultDescription;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The vaults in a settings file of the service: {@code liangzheng.custody.vaults} in YAML or in a
 * file named *.properties. {@code ${NAME}} and {@code ${NAME:otherwise}} stand for variables of the
 * environment, as in the service. Documents for single profiles are not read.
 */
final class VaultsFile {
  private static final int MAX_SIZE = 1 << 20;
  private static final int MAX_DEPTH = 16;
  private static final Pattern ELEMENT =
      Pattern.compile(Pattern.quote(VaultDescription.LIST) + "\\[([0-9]{1,4})]\\.(.+)");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}");

  private final Map<String, String> environment;

  VaultsFile(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads the vaults; none if the file describes none.
   *
   * @throws CliProblem if the file cannot be read, is not of its form, or a setting is refused
   */
  List<VaultDescription> read(Path file) {
    byte[] bytes = Inputs.read(file, MAX_SIZE);
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
      if (bytes.length > MAX_SIZE) {
        throw CliProblem.of(CliFault.VAULTS_UNREADABLE, file);
      }
      if (String.valueOf(file.getFileName()).endsWith(".properties")) {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
      } else {
        yaml(text, settings);
      }
    } catch (CharacterCodingException | YAMLException | IllegalArgumentException malformed) {
      // Their texts quote the file.
      throw CliProblem.of(CliFault.VAULTS_UNREADABLE, file);
    } catch (IOException impossible) {
      throw CliProblem.of(CliFault.VAULTS_UNREADABLE, file);
    }
    try {
      return VaultDescription.readAll(vaults(settings));
    } catch (SettingRefused refused) {
      throw CliProblem.of(
          CliFault.VAULT_SETTING, file + ": " + refused.key() + " (" + refused.reason() + ")");
    }
  }

  /** Where the service finds its own settings in its state folder, if they are there. */
  static Optional<Path> in(Path home) {
    for (String name : List.of("application.yml", "application.yaml", "application.properties")) {
      Path file = home.resolve("config").resolve(name);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private void yaml(String text, Map<String, String> settings) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(16);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_SIZE);
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      Map<String, String> flat = new LinkedHashMap<>();
      flatten("", document, 0, flat);
      if (flat.keySet().stream().noneMatch(key -> key.startsWith("spring.config.activate"))) {
        settings.putAll(flat);
      }
    }
  }

  /** Bounded: an alias may name a collection inside itself. */
  private void flatten(String path, @Nullable Object value, int depth, Map<String, String> flat) {
    if (depth > MAX_DEPTH) {
      throw new YAMLException("nested too deeply");
    }
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((key, inner) ->
              flatten(
                  path.isEmpty() ? String.valueOf(key) : path + "." + key, inner, depth + 1, flat));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), depth + 1, flat);
        }
      }
      default -> flat.put(path, value.toString());
    }
  }

  private List<Map<String, String>> vaults(Map<String, String> settings) {
    TreeMap<Integer, Map<String, String>> vaults = new TreeMap<>();
    settings.forEach((key, value) -> {
      Matcher matcher = ELEMENT.matcher(key);
      if (matcher.matches()) {
        vaults
            .computeIfAbsent(Integer.valueOf(matcher.group(1)), _ -> new LinkedHashMap<>())
            .put(matcher.group(2), resolved(key, value));
      }
    });
    return new ArrayList<>(vaults.values());
  }

  private String resolved(String key, String value) {
    return VARIABLE
        .matcher(value)
        .replaceAll(match -> {
          String otherwise = match.group(2);
          String found = environment.get(match.group(1));
          if (found == null && otherwise == null) {
            throw new SettingRefused(key, "variable " + match.group(1) + " is not set");
          }
          return Matcher.quoteReplacement(
              found != null ? found : String.valueOf(otherwise).substring(1));
        });
  }
}
