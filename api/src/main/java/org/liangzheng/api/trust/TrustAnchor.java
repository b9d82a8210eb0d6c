package org.liangzheng.api.trust;

import java.util.Optional;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.stereotype.Component;

/**
 * The pinned root. It comes from a setting or from the state folder, never from the database: who
 * can write packs must not be able to say which root to trust.
 */
@Component
public class TrustAnchor {
  private static final String FILE = "trust-anchor";

  private final TrustSettings settings;
  private final Home home;

  TrustAnchor(TrustSettings settings, Home home) {
    this.settings = settings;
    this.home = home;
  }

  /**
   * The anchor, if one is known.
   *
   * @throws StartupProblem SETTING_INVALID if it is not 64 hexadecimal digits
   */
  public Optional<Sha256Digest> find() {
    Optional<String> text =
        settings.anchor().isBlank() ? home.readPrivate(FILE) : Optional.of(settings.anchor());
    return text.map(String::strip).map(TrustAnchor::parse);
  }

  /** Pins the root of a world made here, unless a setting names another. */
  public void pin(Sha256Digest anchor) {
    home.writePrivate(FILE, anchor.value().toHex() + "\n");
  }

  private static Sha256Digest parse(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{64}")) {
      throw new StartupProblem(
          StartupFailure.SETTING_INVALID, "liangzheng.trust.anchor", "64 hexadecimal digits");
    }
    return new Sha256Digest(ByteString.ofHex(hex));
  }
}
