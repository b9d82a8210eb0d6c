package org.liangzheng.signer.stamp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.ZipAppender.Addition;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A document whose further signature only lacks the value. The same document, order and time always
 * give the same digest. Protected are all parts of the package, those of earlier signatures
 * included, save the signature's own two; the list of signatures only in {@link StampMode#LOCK}.
 * The seal stands in the signed value and nowhere else.
 */
public final class PreparedDocument {
  private final byte[] document;
  private final List<Addition> additions;
  private final String signedValuePath;
  private final boolean compressSeal;
  private final Unsigned unsigned;

  private PreparedDocument(
      byte[] document,
      List<Addition> additions,
      String signedValuePath,
      boolean compressSeal,
      Unsigned unsigned) {
    this.document = document;
    this.additions = List.copyOf(additions);
    this.signedValuePath = signedValuePath;
    this.compressSeal = compressSeal;
    this.unsigned = unsigned;
  }

  static PreparedDocument of(StampableDocument document, StampOrder order)
      throws OfdRefusedException, StampRefusedException, SealRefusedException {
    SignatureSuite suite = order.means().signer().publicKey().suite();
    Map<String, ByteString> parts = new LinkedHashMap<>(document.content().asMap());
    List<Addition> additions = new ArrayList<>();
    List<PlacedStamp> places = List.of();
    boolean compressSeal = true;
    SignatureSlot slot;
    switch (order.means()) {
      case SigningMeans.WithSeal(var seal, _) -> {
        SealPicture picture = seal.info().picture();
        places =
            PlaceFinder.find(
                document.pageList(), order.places(), picture.widthMm(), picture.heightMm());
        requirePlaces(!places.isEmpty());
        slot = SignatureSlot.in(document, "Seal");
        compressSeal = picture.type().equalsIgnoreCase("SVG");
      }
      case SigningMeans.Plain _ -> {
        requirePlaces(order.places().isEmpty());
        slot = SignatureSlot.in(document, "Sign");
      }
    }
    if (slot.root().isPresent()) {
      parts.put(OfdDocument.ROOT, slot.root().get());
      additions.add(new Addition(OfdDocument.ROOT, slot.root().get(), true));
    }
    if (order.mode() == StampMode.LOCK) {
      parts.put(slot.listPath(), slot.list());
    } else {
      parts.remove(slot.listPath());
    }
    additions.add(new Addition(slot.listPath(), slot.list(), true));
    ByteString description =
        DocumentDescription.write(parts, places, slot.signedValue(), suite, order.time());
    additions.add(new Addition(slot.description(), description, true));
    ContentDigest digest = suite.digest(description);
    Unsigned unsigned =
        switch (order.means()) {
          case SigningMeans.WithSeal(var seal, var signer) ->
              new Unsigned.Stamp(
                  PreparedStamp.of(seal, signer, order.time(), digest, slot.description()));
          case SigningMeans.Plain(var signer) -> Unsigned.Message.of(signer, order.time(), digest);
        };
    return new PreparedDocument(
        document.bytes(), additions, slot.signedValue(), compressSeal, unsigned);
  }

  private static void requirePlaces(boolean right) throws StampRefusedException {
    if (!right) {
      throw new StampRefusedException(Rule.PLACES_WRONG);
    }
  }

  /** What the key signs. */
  public SigningDigest digest() {
    return unsigned.digest();
  }

  /**
   * Adds the signature.
   *
   * @throws org.liangzheng.signer.SelfCheckException if it is not the signer's
   */
  public SignedDocument sign(SignatureValue signature) {
    return new SignedDocument(
        document, additions, signedValuePath, compressSeal, unsigned.sign(signature));
  }
}
