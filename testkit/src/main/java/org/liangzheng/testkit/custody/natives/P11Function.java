package org.liangzheng.testkit.custody.natives;

/**
 * The functions of PKCS#11 v2.40 in the order of {@code CK_FUNCTION_LIST}; the numbers are those of
 * {@code p11.h}.
 */
public enum P11Function {
  C_Initialize(0),
  C_Finalize(1),
  C_GetInfo(2),
  C_GetFunctionList(3),
  C_GetSlotList(4),
  C_GetSlotInfo(5),
  C_GetTokenInfo(6),
  C_GetMechanismList(7),
  C_GetMechanismInfo(8),
  C_InitToken(9),
  C_InitPIN(10),
  C_SetPIN(11),
  C_OpenSession(12),
  C_CloseSession(13),
  C_CloseAllSessions(14),
  C_GetSessionInfo(15),
  C_GetOperationState(16),
  C_SetOperationState(17),
  C_Login(18),
  C_Logout(19),
  C_CreateObject(20),
  C_CopyObject(21),
  C_DestroyObject(22),
  C_GetObjectSize(23),
  C_GetAttributeValue(24),
  C_SetAttributeValue(25),
  C_FindObjectsInit(26),
  C_FindObjects(27),
  C_FindObjectsFinal(28),
  C_EncryptInit(29),
  C_Encrypt(30),
  C_EncryptUpdate(31),
  C_EncryptFinal(32),
  C_DecryptInit(33),
  C_Decrypt(34),
  C_DecryptUpdate(35),
  C_DecryptFinal(36),
  C_DigestInit(37),
  C_Digest(38),
  C_DigestUpdate(39),
  C_DigestKey(40),
  C_DigestFinal(41),
  C_SignInit(42),
  C_Sign(43),
  C_SignUpdate(44),
  C_SignFinal(45),
  C_SignRecoverInit(46),
  C_SignRecover(47),
  C_VerifyInit(48),
  C_Verify(49),
  C_VerifyUpdate(50),
  C_VerifyFinal(51),
  C_VerifyRecoverInit(52),
  C_VerifyRecover(53),
  C_DigestEncryptUpdate(54),
  C_DecryptDigestUpdate(55),
  C_SignEncryptUpdate(56),
  C_DecryptVerifyUpdate(57),
  C_GenerateKey(58),
  C_GenerateKeyPair(59),
  C_WrapKey(60),
  C_UnwrapKey(61),
  C_DeriveKey(62),
  C_SeedRandom(63),
  C_GenerateRandom(64),
  C_GetFunctionStatus(65),
  C_CancelFunction(66),
  C_WaitForSlotEvent(67);

  private final int number;

  P11Function(int number) {
    this.number = number;
  }

  /** The place in the function list, from 0. */
  public int number() {
    return number;
  }
}
