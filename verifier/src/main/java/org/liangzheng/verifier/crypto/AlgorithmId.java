package org.liangzheng.verifier.crypto;

/** AlgorithmIdentifier (RFC 5280 §4.1.1.2) of the algorithms that have no parameters. */
public final class AlgorithmId {
  private AlgorithmId() {}

  /**
   * Reads one, without parameters or with NULL in their place.
   *
   * @return its object identifier, dotted
   * @throws MalformedException if it has parameters, or is none
   */
  public static String read(DerReader from) throws MalformedException {
    DerReader identifier = from.open(DerTag.SEQUENCE);
    String oid = identifier.readOid();
    if (identifier.hasMore() && identifier.next(DerTag.NULL).content().size() != 0) {
      throw new MalformedException("NULL has no content");
    }
    identifier.requireEnd();
    return oid;
  }
}
