package org.liangzheng.verifier.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** The one class that names the library, so that everything else links without it. */
final class CorrettoProvider {
  private CorrettoProvider() {}

  /**
   * The provider after its own tests; null if its native code could not be loaded.
   *
   * @throws LinkageError if the library is not on the class path
   * @throws RuntimeException if its tests fail
   */
  static @Nullable Provider healthy() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    if (provider.getLoadingError() != null) {
      return null;
    }
    provider.assertHealthy();
    return provider;
  }
}
