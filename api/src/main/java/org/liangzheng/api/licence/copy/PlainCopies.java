package org.liangzheng.api.licence.copy;

import java.util.List;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.copy.PdfCopy;
import org.liangzheng.signer.copy.PngCopy;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.springframework.stereotype.Component;

/** Copies without a seal, marked 副本; drawn when they are asked for and kept nowhere. */
@Component
public class PlainCopies {
  /** Sharp enough to read on paper, and A4 stays below the limit of {@link PngCopy}. */
  private static final int DPI = 200;

  private final LicenceFaces faces;

  PlainCopies(LicenceFaces faces) {
    this.faces = faces;
  }

  public byte[] pdf(RegisteredLicence licence) {
    try {
      return PdfCopy.write(layout(licence), values(licence), licence.facts().typeName());
    } catch (FaceRefusedException refused) {
      throw unsuitable(refused);
    }
  }

  /**
   * One page.
   *
   * @param page number from 1
   * @throws Problem {@code parameter-invalid} if the licence has no such page
   */
  public byte[] png(RegisteredLicence licence, int page) {
    return png(licence, page, DPI);
  }

  /** The same with another number of dots an inch. */
  public byte[] png(RegisteredLicence licence, int page, int dpi) {
    CompiledLayout layout = layout(licence);
    List<CompiledLayout.Page> pages = layout.pages();
    if (page < 1 || page > pages.size()) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "page");
    }
    try {
      return PngCopy.draw(layout, values(licence), page - 1, dpi);
    } catch (FaceRefusedException refused) {
      throw unsuitable(refused);
    }
  }

  private CompiledLayout layout(RegisteredLicence licence) {
    return faces.type(licence).template().layout();
  }

  private FaceValues values(RegisteredLicence licence) {
    return faces.content(licence).faceValues();
  }

  /** It was drawn when it was issued: a font of this machine is gone, or the form was altered. */
  private static Problem unsuitable(FaceRefusedException refused) {
    return new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
  }
}
