package org.liangzheng.hsm;

import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** An open place of keys. Safe for use by many threads. Closing it ends every key taken from it. */
public interface Vault extends AutoCloseable {
  /** Its name in key references. */
  String name();

  VaultKind kind();

  /** Suites it can sign by; may be one only. */
  Set<SignatureSuite> suites();

  /**
   * A signing key by its label.
   *
   * @throws CustodyException.KeyAbsent if there is none
   * @throws CustodyException.PurposeRefused if the key is there and does not sign
   */
  SigningKey signingKey(String label);

  /**
   * A wrapping key by its label.
   *
   * @throws CustodyException.KeyAbsent if there is none
   * @throws CustodyException.PurposeRefused if the key is there and does not wrap
   */
  WrappingKey wrappingKey(String label);

  /**
   * The certificate stored beside a key.
   *
   * @throws CustodyException.KeyAbsent if there is no such key
   */
  Optional<Certificate> certificate(String label);

  KeyAdministration administration();

  VaultHealth health();

  /** What the operator must be told at each start. */
  Set<VaultNotice> notices();

  @Override
  void close();
}
