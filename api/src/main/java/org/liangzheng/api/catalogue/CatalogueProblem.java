package org.liangzheng.api.catalogue;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with licence types and with what is done to them. */
public enum CatalogueProblem implements ProblemCode {
  TYPE_UNKNOWN("type-unknown", 404),
  DRAFT_UNKNOWN("draft-unknown", 404),
  /** The caller's authority does not keep this type. */
  TYPE_NOT_KEPT("type-not-kept", 403),
  /** Another version was published since the draft was written. */
  DRAFT_OUTDATED("draft-outdated", 409),
  TYPE_WITHDRAWN_ALREADY("type-withdrawn-already", 409),
  /** A published type that this machine cannot draw, mostly for want of a font. */
  TYPE_UNUSABLE_HERE("type-unusable-here", 503),
  TYPE_CODE_WRONG("type-code-wrong", 422),
  AUTHORITY_CODE_WRONG("authority-code-wrong", 422),
  AUTHORITY_UNKNOWN("authority-unknown", 422),
  NOT_OF_THE_LIST("not-of-the-list", 422),
  NAME_TWICE("name-twice", 422),
  /** Something names a field that the type does not have. */
  FIELD_NOT_DECLARED("field-not-declared", 422),
  /** A picture cannot repeat the holder's name or say a day. */
  FIELD_NOT_TEXT("field-not-text", 422),
  /** Offline codes name scenes in at most 16 characters. */
  SCENE_UNFIT_OFFLINE("scene-unfit-offline", 422),
  SCHEMA_UNUSABLE("schema-unusable", 422),
  SCHEMA_KEYWORD_NOT_ALLOWED("schema-keyword-not-allowed", 422),
  /** The schema lets fields through that nobody declared. */
  SCHEMA_OPEN("schema-open", 422),
  SCHEMA_LACKS_FIELD("schema-lacks-field", 422),
  LAYOUT_UNKNOWN("layout-unknown", 422),
  LAYOUT_FAULTY("layout-faulty", 422),
  FONT_MISSING("font-missing", 422),
  LAYOUT_LACKS_PLACE("layout-lacks-place", 422),
  /** The layout has to have a value that licences may lack. */
  PLACE_WITHOUT_VALUE("place-without-value", 422),
  SEAL_PLACE_MISSING("seal-place-missing", 422),
  /** A place of the layout that no seal of the type fills. */
  SEAL_PLACE_UNUSED("seal-place-unused", 422),
  /** One authority would seal a licence twice. */
  SEAL_AUTHORITY_TWICE("seal-authority-twice", 422),
  /** An authority could issue licences without its own seal on them. */
  SEALS_LACK_ISSUER("seals-lack-issuer", 422);

  private final String code;
  private final int status;

  CatalogueProblem(String code, int status) {
    this.code = code;
    this.status = status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }
}
