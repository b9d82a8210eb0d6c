package org.liangzheng.testkit.custody.natives;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A C source could not be compiled, or a tool is not there; the text names what is missing and the
 * package that has it.
 */
public final class NativeToolException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  NativeToolException(String code, String zh, String en, String next, @Nullable Throwable cause) {
    super(zh + " [" + code + "] " + en + " → " + next, cause);
    this.code = code;
  }

  /**
   * One of {@code compiler-missing}, {@code softhsm2-missing}, {@code c-library-missing}, {@code
   * libssl-dev-missing}, {@code compile-failed}, {@code source-missing}.
   */
  public String code() {
    return code;
  }

  static NativeToolException missing(
      String code, String what, String debianPackage, @Nullable Throwable cause) {
    return new NativeToolException(
        code,
        "缺少 " + what + "，不能编译测试用的 C 代码",
        what + " is missing; the C parts of the tests cannot be compiled",
        "apt-get install " + debianPackage,
        cause);
  }
}
