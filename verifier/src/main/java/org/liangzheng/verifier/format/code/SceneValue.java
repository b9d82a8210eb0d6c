package org.liangzheng.verifier.format.code;

/** What a scene reveals of one field. */
public sealed interface SceneValue {
  /** A text of 1 to 240 bytes of UTF-8. */
  record Text(String text) implements SceneValue {
    /** Never the text: it is personal data. */
    @Override
    public String toString() {
      return "Text[…]";
    }
  }

  /** An answer that is enough where the value itself is not needed. */
  record YesNo(boolean yes) implements SceneValue {
    @Override
    public String toString() {
      return "YesNo[…]";
    }
  }
}
