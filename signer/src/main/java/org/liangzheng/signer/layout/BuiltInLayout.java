package org.liangzheng.signer.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;

/** The layouts that come with the program. */
public enum BuiltInLayout {
  /** 营业执照, landscape. */
  BUSINESS_LICENCE("business-licence"),
  /** A personal card with a portrait, two sides. */
  PERSONAL_CARD("personal-card"),
  /** A plain certificate, portrait A4. */
  CERTIFICATE("certificate");

  private final String id;

  BuiltInLayout(String id) {
    this.id = id;
  }

  /** Lower-kebab; the layout's own name. */
  public String id() {
    return id;
  }

  public static Optional<BuiltInLayout> find(String id) {
    for (BuiltInLayout layout : values()) {
      if (layout.id.equals(id)) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  /** The layout as data. */
  public Layout read() {
    try (InputStream in = BuiltInLayout.class.getResourceAsStream(id + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the layout " + id + " is not on the class path");
      }
      return LayoutReader.read(ByteString.of(in.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (LayoutRefusedException wrong) {
      throw new IllegalStateException("the layout " + id + " is not in its form", wrong);
    }
  }
}
