package org.liangzheng.signer.stamp;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.ofd.text.PageBox;

/** Writes Signature.xml (GB/T 33190 §18.2). */
final class DocumentDescription {
  private static final DateTimeFormatter SIGNATURE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DocumentDescription() {}

  /**
   * The part.
   *
   * @param protectedParts raw bytes by path, in stored order
   */
  static ByteString write(
      Map<String, ByteString> protectedParts,
      List<PlacedStamp> places,
      String signedValuePath,
      SignatureSuite suite,
      Instant time) {
    XmlWriter xml =
        new XmlWriter()
            .start("Signature")
            .start("SignedInfo")
            .start("Provider")
            .attribute("ProviderName", "Liangzheng")
            .attribute("Version", "1.0")
            .attribute("Company", "Liangzheng")
            .end()
            .element("SignatureMethod", suite.signatureOid())
            .element("SignatureDateTime", SIGNATURE_TIME.format(time))
            .start("References")
            .attribute("CheckMethod", suite.digestOid());
    Base64.Encoder base64 = Base64.getEncoder();
    protectedParts.forEach((path, part) ->
        xml.start("Reference")
            .attribute("FileRef", path)
            .element("CheckValue", base64.encodeToString(suite.digest(part).value().toByteArray()))
            .end());
    xml.end();
    int number = 1;
    for (PlacedStamp place : places) {
      xml.start("StampAnnot")
          .attribute("ID", String.format(Locale.ROOT, "st%03d", number++))
          .attribute("PageRef", place.pageId())
          .attribute("Boundary", text(place.boundary()));
      if (place.clip().isPresent()) {
        xml.attribute("Clip", text(place.clip().get()));
      }
      xml.end();
    }
    return xml.end().element("SignedValue", signedValuePath).end().finish();
  }

  private static String text(PageBox box) {
    return Millimetres.text(box.x(), box.y(), box.width(), box.height());
  }
}
