package org.liangzheng.signer.licence;

import java.util.List;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.ChineseDate;
import org.liangzheng.signer.layout.Colour;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Overlay;
import org.liangzheng.signer.layout.TextStyle;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A licence's face drawn again for one case. The first page is longer than the licence's by a strip
 * that says what it is made for and holds the copy seal, so that the face itself stays as it was.
 */
public record AnnotatedCopy(LicenceContent content, CopyFacts facts) {
  private static final double MARGIN = 3;
  private static final double SIZE = 3.2;
  private static final double LEAST = 1.3;

  /** Height of the strip below the first page for a seal, millimetres. */
  static double strip(SealPicture picture) {
    return picture.heightMm() + 2 * MARGIN;
  }

  /** Where the seal stands. */
  static Box seal(CompiledLayout.Page page, SealPicture picture) {
    return new Box(
        page.width() - picture.widthMm() - MARGIN,
        page.height() + MARGIN,
        picture.widthMm(),
        picture.heightMm());
  }

  Overlay annotation(CompiledLayout layout, SealPicture picture) {
    CompiledLayout.Page page = layout.pages().getFirst();
    Box box =
        new Box(
            MARGIN,
            page.height() + MARGIN,
            page.width() - picture.widthMm() - 3 * MARGIN,
            picture.heightMm());
    return new Overlay(
        List.of(
            new Overlay.Line(
                0,
                "copy.annotation",
                text(),
                box,
                layout.style(SIZE, LEAST, TextStyle.Across.START, Colour.BLACK))));
  }

  private String text() {
    return String.join(
        "\n",
        "加注件 · 依原证照版面制作，不是原件",
        "用途：" + facts.cause(),
        "案件：" + facts.caseNumber(),
        "用证单位：" + facts.asker(),
        "制作："
            + ChineseDate.write(facts.madeOn())
            + "；有效期至："
            + ChineseDate.write(facts.expiresOn())
            + "（含当日）",
        "原件 SHA-256：" + facts.originalFile().value().toHex());
  }

  /** Nothing of the values. */
  @Override
  public String toString() {
    return "AnnotatedCopy[" + facts + "]";
  }
}
