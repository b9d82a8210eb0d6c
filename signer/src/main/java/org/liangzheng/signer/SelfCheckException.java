package org.liangzheng.signer;

import java.io.Serial;

/** What was just made does not verify. It is not handed out; the key or its vault is at fault. */
public final class SelfCheckException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SelfCheckException(String what) {
    super(what);
  }

  public SelfCheckException(String what, Throwable cause) {
    super(what, cause);
  }
}
