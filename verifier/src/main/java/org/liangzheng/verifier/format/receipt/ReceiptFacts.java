package org.liangzheng.verifier.format.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * What a receipt says: who was given what of which licence, why, and by what right. It names no
 * holder and repeats no value of the licence.
 *
 * @param id of the receipt and of the fetch
 * @param nonce 32 random bytes: makes the leaf, and the digest of what was given, unguessable
 */
public record ReceiptFacts(UUID id, Asking asking, Licence licence, Given given, ByteString nonce) {
  /** Length of the nonce in bytes. */
  public static final int NONCE_SIZE = 32;

  /** Most fields, and most answers. */
  public static final int MAX_ITEMS = 64;

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_-]{1,39}");
  private static final Pattern NUMBER = Pattern.compile("\\P{Cc}{1,60}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

  public ReceiptFacts {
    require(nonce.size() == NONCE_SIZE);
  }

  /** Why the asker might have it. */
  public enum Basis {
    /** 依职能: the catalogue says so. */
    STATUTORY,
    /** 依授权: the holder agreed. */
    CONSENT
  }

  /** The form in which a licence is handed out. */
  public enum Form {
    /** Values of fields. */
    FIELDS,
    /** Yes or no to questions; the receipt itself bears them. */
    ANSWER,
    /** The sealed file. */
    ORIGINAL,
    /** An annotated copy. 加注件 */
    COPY
  }

  /**
   * Who asked, and why.
   *
   * @param at when it was given, whole seconds
   * @param caseNumber 1 to 60 characters of the asker's own
   * @param matter code of the matter, with the version that the case follows
   * @param cause 用证事由, a code of the catalogue
   * @param consent which; there if, and only if, the basis is consent
   */
  public record Asking(
      OrganizationId asker,
      Instant at,
      UUID caseId,
      String caseNumber,
      String matter,
      int matterVersion,
      String material,
      String cause,
      Basis basis,
      Optional<UUID> consent) {
    public Asking {
      require(at.equals(at.truncatedTo(ChronoUnit.SECONDS)) && at.getEpochSecond() > 0);
      require(NUMBER.matcher(caseNumber).matches() && !caseNumber.isBlank());
      require(isCode(matter) && isCode(material) && isCode(cause) && matterVersion > 0);
      require(consent.isPresent() == (basis == Basis.CONSENT));
    }
  }

  /**
   * Which licence, in which state.
   *
   * @param id opaque
   * @param file SHA-256 of the sealed file of that version
   * @param status in capital letters, at {@code statusAt}, whole seconds
   */
  public record Licence(
      UUID id,
      OrganizationId issuer,
      LicenceTypeCode type,
      int version,
      Sha256Digest file,
      String status,
      Instant statusAt) {
    public Licence {
      require(version > 0 && isCode(status));
      require(statusAt.equals(statusAt.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /**
   * What was handed out.
   *
   * @param fields names of the fields, as they were handed out; for {@code FIELDS} only
   * @param answers by the question's code; for {@code ANSWER} only
   * @param digest SHA-256 of the nonce and the bytes handed out, see {@link #digest}
   */
  public record Given(
      Form form, List<String> fields, SortedMap<String, Boolean> answers, Sha256Digest digest) {
    public Given {
      fields = List.copyOf(fields);
      answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
      require(fields.isEmpty() != (form == Form.FIELDS));
      require(answers.isEmpty() != (form == Form.ANSWER));
      require(fields.size() <= MAX_ITEMS && answers.size() <= MAX_ITEMS);
      require(new HashSet<>(fields).size() == fields.size());
      require(fields.stream().allMatch(field -> NAME.matcher(field).matches()));
      require(answers.keySet().stream().allMatch(ReceiptFacts::isCode));
    }

    /** Values of fields. */
    public static Given fields(List<String> names, Sha256Digest digest) {
      return new Given(Form.FIELDS, names, new TreeMap<>(), digest);
    }

    /** Yes or no. */
    public static Given answers(Map<String, Boolean> answers, Sha256Digest digest) {
      return new Given(Form.ANSWER, List.of(), new TreeMap<>(answers), digest);
    }

    /** A file. */
    public static Given file(Form form, Sha256Digest digest) {
      return new Given(form, List.of(), new TreeMap<>(), digest);
    }
  }

  /**
   * The digest by which what was handed out can be held against the receipt.
   *
   * @param given the file; or the canonical JSON of the fields with their values, or of the answers
   */
  public static Sha256Digest digest(ByteString nonce, byte[] given) {
    return Sha256Digest.of(nonce.toByteArray(), given);
  }

  /** The latest time it tells of: no signature over it is older. */
  public Instant latest() {
    return asking.at().isAfter(licence.statusAt()) ? asking.at() : licence.statusAt();
  }

  /** Whether these bytes are what was handed out. */
  public boolean isAbout(byte[] bytes) {
    return digest(nonce, bytes).equals(given.digest());
  }

  static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("no receipt says such a thing");
    }
  }

  /** Nothing but the id: case numbers may be personal. */
  @Override
  public String toString() {
    return "ReceiptFacts[" + id + "]";
  }
}
