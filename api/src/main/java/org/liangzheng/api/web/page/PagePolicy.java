package org.liangzheng.api.web.page;

/** What a page may load and run; everything comes from here, nothing is written into the page. */
public enum PagePolicy {
  /** Forms and links only. */
  FORMS(""),
  /** Islands that talk to this service. */
  ISLANDS("; script-src 'self'; connect-src 'self'"),
  /** Islands that also run the decoder of codes, with the camera. */
  SCANNER(
      "; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self';"
          + " media-src 'self' blob:");

  private static final String ALWAYS =
      "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'";

  private final String more;

  PagePolicy(String more) {
    this.more = more;
  }

  /**
   * Value of {@code Content-Security-Policy}; {@code origin}, if any, may be led on to by forms.
   */
  String contentSecurity(String origin) {
    return ALWAYS + (origin.isEmpty() ? "" : " " + origin) + more;
  }

  /** Value of {@code Permissions-Policy}. */
  String permissions() {
    return "camera="
        + (this == SCANNER ? "(self)" : "()")
        + ", microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)";
  }
}
