package org.liangzheng.verifier.format.pack;

import java.util.List;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.SceneKey;

/**
 * What checking presentation codes offline takes.
 *
 * @param instance the service that the codes are of
 * @param keys certificates of the presentation keys that are in use or soon will be; a key that is
 *     not listed counts for nothing
 * @param sceneKeys only in packs for registered points, never in the public one
 */
public record PackPresentation(
    InstanceId instance, List<Certificate> keys, List<SceneKey> sceneKeys) {
  public PackPresentation {
    keys = List.copyOf(keys);
    sceneKeys = List.copyOf(sceneKeys);
  }
}
