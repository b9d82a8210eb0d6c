package org.liangzheng.api.licence.search;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.stereotype.Component;

/**
 * The place where a page ended, as a text that says nothing to who carries it and serves only the
 * search it came from: encrypted and authenticated like a value at rest.
 */
@Component
class Cursors {
  /** The cell that cursors are bound to; no row has it. */
  private static final Cell CELL = new Cell("licence", "search_cursor", new UUID(0, 0));

  private final FieldCipher cipher;

  Cursors(FieldCipher cipher) {
    this.cipher = cipher;
  }

  String write(Criteria criteria, Position position) {
    String plain =
        digest(criteria)
            + " "
            + position.id()
            + " "
            + position.end().map(LocalDate::toString).orElse("-");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cipher.encrypt(CELL, plain.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * @throws Problem {@code cursor-invalid} if it is none, was altered, or is of another search
   */
  Position read(Criteria criteria, String cursor) {
    try {
      byte[] plain = cipher.decrypt(CELL, Base64.getUrlDecoder().decode(cursor));
      String[] parts = new String(plain, StandardCharsets.US_ASCII).split(" ");
      if (parts.length == 3 && parts[0].equals(digest(criteria))) {
        return new Position(
            UUID.fromString(parts[1]),
            parts[2].equals("-") ? Optional.empty() : Optional.of(LocalDate.parse(parts[2])));
      }
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException noCursor) {
      // Told below; what exactly is wrong with it is nobody's business.
    }
    throw new Problem(LicenceProblem.CURSOR_INVALID);
  }

  private static String digest(Criteria criteria) {
    String all =
        String.join(
            "\u0000",
            criteria.authority().value(),
            criteria.holder().map(LicenceHolders::key).orElse(""),
            criteria.identifier().map(LicenceId::text).orElse(""),
            criteria.number().orElse(""),
            criteria.type().map(LicenceTypeCode::value).orElse(""),
            criteria.state().map(Enum::name).orElse(""),
            criteria.from().map(Object::toString).orElse(""),
            criteria.before().map(Object::toString).orElse(""));
    ByteString digest = Sha256Digest.of(all.getBytes(StandardCharsets.UTF_8)).value();
    return digest.toHex();
  }
}
