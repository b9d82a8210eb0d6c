package org.liangzheng.api.licence.copy;

import java.time.LocalDate;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceView;

/**
 * An annotated copy as the API shows it.
 *
 * @param original SHA-256 of the file it was made of, hexadecimal
 * @param version number of that version
 * @param expiry last legal day
 */
record CopyView(
    UUID id,
    UUID licence,
    int version,
    String original,
    String cause,
    String caseNumber,
    String asker,
    LocalDate expiry,
    LicenceView.FileView file) {
  /** The number only. */
  @Override
  public String toString() {
    return "CopyView[" + id + "]";
  }
}
