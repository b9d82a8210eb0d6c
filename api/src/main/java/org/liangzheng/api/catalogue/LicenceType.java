package org.liangzheng.api.catalogue;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.text.Said;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * One published version of a licence type; its JSON form is docs/formats/licence-type.md.
 *
 * @param version from 1; licences keep the version they were issued under
 * @param holderTypes 3-digit holder code types that may hold it
 * @param issuers authorities that may issue it; never empty
 * @param fields what stands on the face, in order
 * @param seals the seals that make a licence of this type, in order; never empty
 * @param scenes why a code of it may be scanned, and what that reveals
 * @param annotatedCopies whether copies for a stated cause may be made of it
 * @param schema JSON Schema 2020-12 of the licence data
 */
public record LicenceType(
    LicenceTypeCode code,
    int version,
    Said name,
    List<String> holderTypes,
    List<OrganizationId> issuers,
    Holding holding,
    List<Field> fields,
    Validity validity,
    List<SealPart> seals,
    List<Scene> scenes,
    boolean annotatedCopies,
    LayoutSource layout,
    JsonNode schema) {
  public LicenceType {
    holderTypes = List.copyOf(holderTypes);
    issuers = List.copyOf(issuers);
    fields = List.copyOf(fields);
    seals = List.copyOf(seals);
    scenes = List.copyOf(scenes);
  }

  /** Whether an authority may issue licences of this type. */
  public boolean mayIssue(OrganizationId authority) {
    return issuers.contains(authority);
  }

  /** Whose seals make a licence that an authority issues, in the order in which they are set. */
  public List<OrganizationId> sealedBy(OrganizationId issuer) {
    return seals.stream().map(part -> part.authority().orElse(issuer)).toList();
  }

  /** Empty where it is not Base64. */
  static Optional<ByteString> picture(String value) {
    try {
      return Optional.of(ByteString.of(Base64.getDecoder().decode(value)));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** How many licences of the type one holder can have in force at a time. */
  public enum Holding {
    ONE,
    SEVERAL
  }

  /** How much a field tells about a person; decides what may be shown without cause. */
  public enum PiiClass {
    /** Says nothing of a person. */
    NONE,
    /** Names or describes a person. */
    PERSONAL,
    /** Identifies a person for good, such as a citizen number. */
    IDENTIFYING
  }

  /** What a field holds; the data is a JSON string in both cases. */
  public enum Kind {
    TEXT,
    /** Base64 of a PNG or JPEG file of at most 512 KiB. */
    PICTURE
  }

  /** What of the holder a field repeats; it has to be the same as in the request. */
  public enum Holds {
    HOLDER_NAME,
    HOLDER_CODE
  }

  /** A field of the face. */
  public record Field(String name, Said label, PiiClass pii, Kind kind, Optional<Holds> holds) {
    /**
     * The face with this field's value on it.
     *
     * @param value as {@link CompiledType#check} found it right
     */
    public FaceValues on(FaceValues face, String value) {
      return switch (kind) {
        case TEXT -> face.withText(FaceValues.DATA + name, value);
        case PICTURE -> face.withPicture(FaceValues.DATA + name, picture(value).orElseThrow());
      };
    }
  }

  /**
   * A seal on the licence.
   *
   * @param role of the place in the layout
   * @param authority whose; empty: the issuing authority's
   */
  public record SealPart(String role, Optional<OrganizationId> authority) {}

  /**
   * Why a presentation code is scanned.
   *
   * @param code UPPER_SNAKE
   * @param fields names of the fields that it reveals
   * @param offline whether a code that is checked without a network is allowed
   * @param sensitive whether the holder is asked each time, and chooses the number that the counter
   *     shows
   */
  public record Scene(
      String code, Said name, List<String> fields, boolean offline, boolean sensitive) {
    public Scene {
      fields = List.copyOf(fields);
    }

    /**
     * A scene as offline codes name it: {@code TRAFFIC_STOP} is {@code traffic-stop}.
     *
     * @return empty if it has more than 16 characters: then there are no offline codes of it
     */
    public static Optional<String> inCodes(String code) {
      String name = code.toLowerCase(Locale.ROOT).replace('_', '-');
      return OfflineClaims.isScene(name) ? Optional.of(name) : Optional.empty();
    }
  }
}
