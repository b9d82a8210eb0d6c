package org.liangzheng.api.seal.office;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.font.FontFolders;
import org.liangzheng.api.font.FontSettings;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.seal.PictureCheck;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.picture.SealArtist;
import org.liangzheng.signer.seal.picture.SealDesign;
import org.liangzheng.signer.seal.picture.SealDrawing;
import org.liangzheng.signer.seal.picture.SealDrawingException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.springframework.stereotype.Component;

/** Pictures of seals: taken in and checked, or drawn with the fonts of this machine. */
@Component
public class SealPictures {
  /** Print quality. */
  private static final int DPI = 600;

  /** Stands in every font that draws seals. */
  private static final int SEAL = '章';

  private final FontSettings settings;
  private volatile @Nullable SealArtist artist;

  SealPictures(FontSettings settings) {
    this.settings = settings;
  }

  /**
   * The picture that a request means.
   *
   * @param pointer where it stands in the request
   * @throws Problem REQUEST_INVALID, SEAL_PICTURE_REFUSED, SEAL_PICTURE_NOT_DRAWN
   */
  SealPicture of(@Nullable PictureBody body, String pointer) {
    if (body == null) {
      throw wrong(pointer, WebProblem.FIELD_MISSING);
    }
    int given =
        (body.upload() == null ? 0 : 1)
            + (body.organization() == null ? 0 : 1)
            + (body.person() == null ? 0 : 1);
    if (given != 1) {
      throw wrong(pointer, WebProblem.FIELD_MALFORMED);
    }
    SealPicture picture =
        body.upload() == null
            ? draw(design(body, pointer), body.format(), pointer)
            : uploaded(body.upload(), pointer);
    try {
      PictureCheck.check(picture);
      return picture;
    } catch (SealRefusedException refused) {
      throw new Problem(OfficeProblem.SEAL_PICTURE_REFUSED, refused.rule().name())
          .withErrors(
              List.of(
                  FieldProblem.at(
                      pointer, OfficeProblem.SEAL_PICTURE_REFUSED, refused.rule().name())));
    }
  }

  private static SealPicture uploaded(PictureBody.Upload upload, String pointer) {
    byte[] data;
    try {
      data = Base64.getDecoder().decode(present(upload.data(), pointer + "/upload/data"));
    } catch (IllegalArgumentException malformed) {
      throw wrong(pointer + "/upload/data", WebProblem.FIELD_MALFORMED);
    }
    String type = present(upload.type(), pointer + "/upload/type");
    if (!List.of("PNG", "OFD", "SVG").contains(type)) {
      throw wrong(pointer + "/upload/type", WebProblem.FIELD_MALFORMED);
    }
    return new SealPicture(
        type.equals("OFD") ? "ofd" : type,
        ByteString.of(data),
        present(upload.widthMm(), pointer + "/upload/widthMm"),
        present(upload.heightMm(), pointer + "/upload/heightMm"));
  }

  private static SealDesign design(PictureBody body, String pointer) {
    if (body.organization() != null) {
      PictureBody.Organization round = body.organization();
      return new SealDesign.Organization(
          present(round.name(), pointer + "/organization/name"),
          Optional.ofNullable(round.line()),
          Optional.ofNullable(round.code()),
          present(round.diameter(), pointer + "/organization/diameter"));
    }
    PictureBody.Person person = present(body.person(), pointer + "/person");
    return new SealDesign.PersonalName(
        present(person.name(), pointer + "/person/name"),
        present(person.side(), pointer + "/person/side"));
  }

  /**
   * Draws a seal.
   *
   * @throws Problem SEAL_PICTURE_NOT_DRAWN
   */
  public SealPicture draw(SealDesign design) {
    return draw(design, null, "");
  }

  private SealPicture draw(SealDesign design, PictureBody.@Nullable Format format, String pointer) {
    try {
      SealDrawing drawing = artist().draw(design);
      return switch (format == null ? PictureBody.Format.OFD : format) {
        case OFD -> drawing.ofd();
        case SVG -> drawing.svg();
        case PNG -> drawing.png(DPI);
      };
    } catch (SealDrawingException refused) {
      // Its text may quote a character of the request.
      throw new Problem(OfficeProblem.SEAL_PICTURE_NOT_DRAWN, refused.fault().name())
          .withErrors(
              List.of(
                  FieldProblem.at(
                      pointer, OfficeProblem.SEAL_PICTURE_NOT_DRAWN, refused.fault().name())));
    }
  }

  /** Fonts are looked through when the first seal is drawn: few services draw any. */
  private SealArtist artist() {
    SealArtist known = artist;
    if (known == null) {
      FontLibrary library = FontFolders.read(settings.folders().stream().map(Path::of).toList());
      known =
          new SealArtist(
              library.names().stream()
                  .sorted()
                  .flatMap(name -> library.find(name).stream())
                  .sorted(Comparator.comparing((FontFile font) -> font.glyph(SEAL) == 0))
                  .toList());
      artist = known;
    }
    return known;
  }

  private static <T> T present(@Nullable T value, String pointer) {
    return Optional.ofNullable(value).orElseThrow(() -> wrong(pointer, WebProblem.FIELD_MISSING));
  }

  private static Problem wrong(String pointer, WebProblem code) {
    return new Problem(WebProblem.REQUEST_INVALID)
        .withErrors(List.of(FieldProblem.at(pointer, code)));
  }
}
