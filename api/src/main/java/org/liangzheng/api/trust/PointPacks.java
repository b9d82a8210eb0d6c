package org.liangzheng.api.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.springframework.stereotype.Service;

/**
 * The newest pack with scene keys, for registered points: the public one's version, times and
 * contents, and beside them the keys of the point's own scenes.
 */
@Service
public class PointPacks {
  private static final int MOST = 500;

  private final TrustDirectory directory;
  private final PackKeys keys;
  private final Cache<Key, ByteString> made =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(10)).build();

  PointPacks(TrustDirectory directory, PackKeys keys) {
    this.directory = directory;
    this.keys = keys;
  }

  private record Key(Sha256Digest pack, List<SceneKey> sceneKeys) {}

  /** A pack for a point. */
  public record PointPack(long version, ByteString bytes) {}

  /**
   * The pack, signed once for all points with the same keys.
   *
   * @throws Problem {@code evidence-missing} or {@code pack-key-missing}
   */
  public PointPack pack(List<SceneKey> sceneKeys) {
    PublishedPack published = directory.newest();
    ByteString bytes =
        made.get(
            new Key(published.digest(), List.copyOf(sceneKeys)),
            key -> sign(published.pack(), key.sceneKeys()));
    return new PointPack(published.pack().version(), bytes);
  }

  private ByteString sign(EvidencePack pack, List<SceneKey> sceneKeys) {
    Optional<PackPresentation> known = pack.presentation();
    EvidencePack own =
        known
            .map(one -> pack.with(new PackPresentation(one.instance(), one.keys(), sceneKeys)))
            .orElse(pack);
    PackKeys.Entitled key = keys.entitled(pack.trust().list(), pack.issuedAt());
    PreparedPack prepared = PreparedPack.of(own, key.publicKey());
    String subject = String.format(Locale.ROOT, "pack-%d-points", pack.version());
    return ByteString.wrap(
        prepared.finish(keys.sign(key, SignatureAct.SIGN_PACK, subject, prepared.digest())));
  }
}
