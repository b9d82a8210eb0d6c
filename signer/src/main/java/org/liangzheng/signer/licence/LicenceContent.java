package org.liangzheng.signer.licence;

import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceFacts;

/**
 * Everything that goes into a licence file before it is sealed.
 *
 * @param face lines in the order they are shown
 * @param data machine-readable licence data, JSON in UTF-8, attached as licence.json
 */
public record LicenceContent(LicenceFacts facts, List<FaceLine> face, ByteString data) {
  public LicenceContent {
    face = List.copyOf(face);
  }
}
