package org.liangzheng.hsm;

/** What the administration of a vault can do; a vault declares its own set. */
public enum Capability {
  /** Make signing keys inside. An SDF device cannot: its keys are provisioned before. */
  GENERATE_SIGNING_KEY,
  /** Make wrapping keys inside. */
  GENERATE_WRAPPING_KEY,
  /** Bind a label and purpose to a key that lies in the device already; SDF devices. */
  ASSIGN_KEY,
  /** List all keys. */
  LIST,
  /**
   * List the keys that were bound to labels, from the adapter's own table: what else lies in the
   * device is not seen.
   */
  LIST_ASSIGNED,
  /** Destroy a key for good. */
  DESTROY,
  /** Keep a certificate beside a key, in the vault or in a side table of its adapter. */
  STORE_CERTIFICATE
}
