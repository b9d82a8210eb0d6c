package org.liangzheng.api.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.ProblemCode;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every problem code of every feature, with its status and sentences. */
final class ProblemCodes {
  private static final String HOUSE = "org.liangzheng.api";

  private ProblemCodes() {}

  /** By code, in order. Argument slots of sentences stand as they are: {@code {0}}. */
  static List<Map<String, Object>> all() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(ProblemCode.class));
    Map<String, Map<String, Object>> codes = new TreeMap<>();
    scan.findCandidateComponents(HOUSE)
        .forEach(found -> {
          for (Object constant : constants(String.valueOf(found.getBeanClassName()))) {
            if (constant instanceof ProblemCode code) {
              codes.put(code.code(), shown(code));
            }
          }
        });
    return new ArrayList<>(codes.values());
  }

  private static Object[] constants(String type) {
    try {
      Object[] constants =
          Class.forName(type, false, ProblemCodes.class.getClassLoader()).getEnumConstants();
      return constants == null ? new Object[0] : constants;
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException("it was found", impossible);
    }
  }

  private static Map<String, Object> shown(ProblemCode code) {
    Said says = Sentences.of(code.getClass()).say("problem." + code.code(), List.of());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("code", code.code());
    shown.put("status", code.status());
    shown.put("zh", says.zh());
    shown.put("en", says.en());
    return shown;
  }
}
