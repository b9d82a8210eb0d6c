package org.liangzheng.api.trust;

import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.pack.PackPresentation;

/** What the feature of presentation codes puts into each evidence pack. Cheap to ask. */
public interface PackContribution {
  /** Keys of codes, without scene keys; empty where the service makes no offline codes. */
  Optional<PackPresentation> presentation();

  /** Revocation lists of the certifier of these keys; each in place of an older one by it. */
  List<RevocationList> revocations();
}
