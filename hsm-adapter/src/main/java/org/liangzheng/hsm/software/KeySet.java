package org.liangzheng.hsm.software;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of one generation of the file; never changed, replaced as a whole. */
record KeySet(long generation, Map<String, StoredKey> keys) {
  KeySet {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  @Nullable StoredKey get(String label) {
    return keys.get(label);
  }
}
