package org.liangzheng.api.licence.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The kinds of batches there are, by name. */
@Component
class BatchKinds {
  private final Map<String, BatchKind> kinds;

  BatchKinds(List<BatchKind> kinds) {
    this.kinds = kinds.stream().collect(Collectors.toMap(BatchKind::name, Function.identity()));
  }

  BatchKind get(String name) {
    return Optional.ofNullable(kinds.get(name))
        .orElseThrow(() -> new IllegalStateException("no such kind of batch: " + name));
  }
}
