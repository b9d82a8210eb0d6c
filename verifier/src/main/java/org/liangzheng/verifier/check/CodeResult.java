package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.pack.PackAge;

/**
 * The answer about one presentation code: VALID, or not checked. INVALID is no answer here: a code
 * that fails says nothing bad of the licence behind it.
 */
public sealed interface CodeResult {
  /** The moment the answer speaks of. */
  Instant instant();

  /** Age of the pack that was used; empty without one. */
  Optional<PackAge> evidence();

  /**
   * The service made this code and it has not run out. The facts are as of its making; whether it
   * was used before was not checked.
   *
   * @param fields what the scene reveals: personal data
   */
  record Valid(
      OfflineClaims claims, SceneFields fields, Instant instant, Optional<PackAge> evidence)
      implements CodeResult {}

  /** 未核验: there is no verdict. */
  record NotChecked(CodeFault fault, Instant instant, Optional<PackAge> evidence)
      implements CodeResult {}
}
