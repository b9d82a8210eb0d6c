package org.liangzheng.hsm.sdf;

/** Who makes the SM2 envelope when a data key is wrapped; it is always opened inside the device. */
public enum SdfEnvelope {
  /** This process, with the encryption public key of the index. */
  SOFTWARE,
  /** The device ({@code SDF_InternalEncrypt_ECC}), with its own random numbers. */
  DEVICE
}
