package org.liangzheng.verifier.check;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.format.code.CoseAlgorithms;

/**
 * How an offline code is judged.
 *
 * @param clockTolerance how far this clock and the service's may differ, at most 60 s
 * @param scenes codes of the scenes that this point may use; empty where any will do
 */
public record CodePolicy(
    Duration clockTolerance, CoseAlgorithms algorithms, Optional<Set<String>> scenes) {
  /** Most that clocks may differ. */
  public static final Duration MAX_TOLERANCE = Duration.ofMinutes(1);

  /** 60 s, default algorithm numbers, any scene. */
  public static final CodePolicy OFFLINE =
      new CodePolicy(MAX_TOLERANCE, CoseAlgorithms.DEFAULT, Optional.empty());

  public CodePolicy {
    scenes = scenes.map(Set::copyOf);
    if (clockTolerance.isNegative() || clockTolerance.compareTo(MAX_TOLERANCE) > 0) {
      throw new IllegalArgumentException("clocks differ by 0 to 60 s");
    }
  }

  /** The same for a point with these scenes. */
  public CodePolicy forScenes(Set<String> codes) {
    return new CodePolicy(clockTolerance, algorithms, Optional.of(codes));
  }
}
