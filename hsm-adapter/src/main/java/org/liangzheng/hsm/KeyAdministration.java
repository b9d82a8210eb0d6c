package org.liangzheng.hsm;

import java.util.List;
import java.util.Set;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * Making, assigning, listing and destroying keys, apart from their use. What a vault cannot do it
 * does not declare; asking for it all the same ends in {@link CustodyException.CapabilityMissing}.
 */
public interface KeyAdministration {
  /** What this vault can do. */
  Set<Capability> capabilities();

  /**
   * Makes a signing key inside the vault. Needs {@link Capability#GENERATE_SIGNING_KEY}.
   *
   * @throws CustodyException.DuplicateLabel if the label is taken
   * @throws CustodyException.SuiteRefused if the vault does not sign by the suite
   * @throws IllegalArgumentException if the purpose does not sign
   */
  SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite);

  /**
   * Makes a wrapping key inside the vault. Needs {@link Capability#GENERATE_WRAPPING_KEY}.
   *
   * @throws CustodyException.DuplicateLabel if the label is taken
   */
  WrappingKey generateWrappingKey(String label);

  /**
   * Binds a label and purpose, for good, to a signing key that was made in the device before and is
   * still free. Needs {@link Capability#ASSIGN_KEY}. Of two nodes that ask at once, each gets
   * another key.
   *
   * @throws CustodyException.DuplicateLabel if the label is taken
   * @throws CustodyException.SuiteRefused if the vault does not sign by the suite
   * @throws CustodyException.IndexPoolExhausted if no key is free
   * @throws IllegalArgumentException if the purpose does not sign
   */
  SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite);

  /**
   * Binds a label to a wrapping key that was made in the device before and is still free. Needs
   * {@link Capability#ASSIGN_KEY}.
   *
   * @throws CustodyException.DuplicateLabel if the label is taken
   * @throws CustodyException.IndexPoolExhausted if no key is free
   */
  WrappingKey assignWrappingKey(String label);

  /**
   * All keys by label. Needs {@link Capability#LIST}; with {@link Capability#LIST_ASSIGNED} only
   * those that were bound to a label.
   */
  List<KeyEntry> list();

  /**
   * Destroys a key and its certificate for good. Needs {@link Capability#DESTROY}.
   *
   * @throws CustodyException.KeyAbsent if there is no such key
   */
  void destroy(String label);

  /**
   * Stores a certificate beside its key, in place of an earlier one. Needs {@link
   * Capability#STORE_CERTIFICATE}.
   *
   * @throws CustodyException.KeyAbsent if there is no such key
   * @throws CustodyException.CertificateRefused if it certifies another key
   */
  void storeCertificate(String label, Certificate certificate);
}
