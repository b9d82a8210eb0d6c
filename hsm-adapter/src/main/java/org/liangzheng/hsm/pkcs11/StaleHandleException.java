package org.liangzheng.hsm.pkcs11;

/** The object is not under the handle it had: destroyed, or its token was plugged in again. */
final class StaleHandleException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleHandleException() {
    super(null, null, false, false);
  }
}
