package org.liangzheng.api.licence.external;

/** What was noticed about a licence when it came in; it was taken in all the same. */
public enum IntakeFinding {
  /** The check character of the licence identifier is wrong. */
  IDENTIFIER_CHECK_CHARACTER_WRONG,
  /** The identifier names another issuer than the source delivers for. */
  IDENTIFIER_AUTHORITY_DIFFERS,
  /** The holder's code does not fit its type, or its check character is wrong. */
  HOLDER_CODE_WRONG,
  /** There is no file: nothing proves what the source says. */
  DATA_ONLY,
  /** The file says something else than the delivery. */
  FILE_DIFFERS,
  /** The file does not say of itself that it is a licence, or not in a form that is read here. */
  FILE_WITHOUT_FACTS
}
