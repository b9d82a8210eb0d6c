package org.liangzheng.verifier.format.ofd;

/** How many more elements may be read: one bound over all parts that belong to one question. */
final class XmlBudget {
  /** Of one part that is read as a tree. */
  static final int TREE = 100_000;

  /** Of all parts that are followed to find out what is shown. */
  static final int PACKAGE = 2_000_000;

  private int left;

  XmlBudget(int elements) {
    this.left = elements;
  }

  void take() throws OfdRefusedException {
    if (--left < 0) {
      throw new OfdRefusedException(OfdFault.XML_TOO_LARGE, "too many elements");
    }
  }
}
