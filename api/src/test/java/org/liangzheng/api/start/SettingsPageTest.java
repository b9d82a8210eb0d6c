package org.liangzheng.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Every setting that is read stands in docs/settings.md with the value it has unless set. */
class SettingsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("house.root")).resolve("docs/settings.md");

  @Test
  void thePageNamesEverySettingAndNoOther() throws Exception {
    List<String> read = new ArrayList<>();
    for (Class<?> settings : settings()) {
      String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
      RecordComponent[] components = settings.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Parameter[] parameters = settings.getDeclaredConstructor(types).getParameters();
      for (int i = 0; i < components.length; i++) {
        read.add(row(prefix, dashed(components[i].getName()), unlessSet(parameters[i])));
      }
    }
    assertThat(read).hasSizeGreaterThan(60);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(read);
  }

  private static List<Class<?>> settings() throws ReflectiveOperationException {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    List<Class<?>> found = new ArrayList<>();
    for (BeanDefinition one : scanner.findCandidateComponents("org.liangzheng.api")) {
      Class<?> settings = Class.forName(one.getBeanClassName());
      if (settings.isRecord()) {
        found.add(settings);
      }
    }
    return found;
  }

  private static String unlessSet(Parameter parameter) {
    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
    String text =
        value == null
            ? ""
            : Arrays.stream(value.value())
                .filter(one -> !one.isEmpty())
                .map(one -> '`' + one + '`')
                .collect(Collectors.joining(", "));
    return text.isEmpty() ? "–" : text;
  }

  private static String row(String prefix, String name, String unlessSet) {
    return String.join(" ", prefix, name, unlessSet);
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static List<String> told() throws Exception {
    List<String> told = new ArrayList<>();
    String prefix = "";
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## `")) {
        prefix = line.substring(4, line.length() - 1);
        assertThat(ConfigurationPropertyName.isValid(prefix)).as(prefix).isTrue();
      } else if (line.startsWith("| `")) {
        String[] cells = line.split(" \\| ");
        assertThat(cells).as(line).hasSize(3);
        assertThat(cells[2]).as(line).hasSizeGreaterThan(3);
        told.add(row(prefix, cells[0].substring(3, cells[0].length() - 1), cells[1]));
      }
    }
    return told;
  }
}
