package org.liangzheng.hsm.sdf;

import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * Which label stands for which key index of an SDF vault, since the device cannot tell. Shared by
 * all nodes that use the device; assignments are for good. Safe for use by many threads.
 *
 * <p>Whoever can write the table can redirect a label to another index of the vault (with that
 * key's public key): it is to be kept as well as the seal register.
 */
public interface KeyTable {
  /** How a claim ended. */
  enum Claim {
    /** The assignment is stored, durably. */
    CLAIMED,
    /** The vault has the label already; nothing was changed. */
    LABEL_TAKEN,
    /** The vault's index belongs to another label; nothing was changed. */
    INDEX_TAKEN
  }

  /**
   * What a label stands for.
   *
   * @throws CustodyException.KeyTableUnavailable if the table cannot be read
   */
  Optional<KeyAssignment> find(KeyReference key);

  /**
   * All assignments of a vault, by label.
   *
   * @throws CustodyException.KeyTableUnavailable if the table cannot be read
   */
  List<KeyAssignment> list(String vault);

  /**
   * Stores an assignment if neither its label nor its index is taken in its vault: atomically, so
   * that of two nodes one gets {@link Claim#CLAIMED}. Where both are taken, says {@link
   * Claim#LABEL_TAKEN}.
   *
   * @throws CustodyException.KeyTableUnavailable if the table cannot be written
   */
  Claim claim(KeyAssignment assignment);

  /**
   * Stores a certificate beside an assignment, in place of an earlier one. The caller has checked
   * that it is the key's.
   *
   * @return false if there is no such assignment
   * @throws CustodyException.KeyTableUnavailable if the table cannot be written
   */
  boolean storeCertificate(KeyReference key, Certificate certificate);
}
