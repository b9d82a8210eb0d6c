package org.liangzheng.api.presentation.show;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.point.Scenes.FieldView;

/**
 * A code to be shown.
 *
 * @param code its text: whoever has it has the code
 * @param svg a QR code, black on white with its quiet zone
 * @param renewAt when to ask for the next one
 * @param fields what the other side will see
 * @param sensitive whether the holder will be asked first
 */
record ShownCode(
    UUID id,
    Presentation.CodeKind kind,
    String scene,
    String code,
    String svg,
    Instant expiresAt,
    Instant renewAt,
    List<FieldView> fields,
    boolean sensitive) {
  /** Never the code. */
  @Override
  public String toString() {
    return "ShownCode[" + id + "]";
  }
}
