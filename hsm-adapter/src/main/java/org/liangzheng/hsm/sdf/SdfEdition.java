package org.liangzheng.hsm.sdf;

/**
 * Edition of GM/T 0018 that a library follows. Of the calls used here only one differs in binary
 * form: {@code SDF_InternalEncrypt_ECC} takes the algorithm third in 2012 and not at all in 2023. A
 * library called by the other edition's form may crash the process, so it is called only where the
 * settings ask for {@link SdfEnvelope#DEVICE}.
 */
public enum SdfEdition {
  GMT_0018_2012,
  GMT_0018_2023
}
