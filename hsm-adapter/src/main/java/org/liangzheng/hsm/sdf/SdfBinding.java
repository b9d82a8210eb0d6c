package org.liangzheng.hsm.sdf;

/**
 * How a vendor's library is called.
 *
 * @param arrayLength bytes of the arrays in ECC structures: 64 as the standard says, 32 in the
 *     headers of some vendors; a wrong one is found when the first key is read
 */
public record SdfBinding(SdfEdition edition, int arrayLength) {
  public SdfBinding {
    if (arrayLength != 64 && arrayLength != 32) {
      throw new IllegalArgumentException("ECC arrays have 64 or 32 bytes");
    }
  }

  /** The 2012 edition, 64-byte arrays: what most devices speak. */
  public static final SdfBinding DEFAULT = new SdfBinding(SdfEdition.GMT_0018_2012, 64);
}
