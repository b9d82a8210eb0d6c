/*
 * The part of PKCS#11 v2.40 (OASIS, "Cryptographic Token Interface Base Specification") that the test tools use.
 * Linux on 64 bits: CK_ULONG is unsigned long, structures have their natural alignment.
 */
#ifndef LZ_P11_H
#define LZ_P11_H

typedef unsigned char CK_BYTE;
typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;

#define CKR_OK 0x0UL
#define CKR_HOST_MEMORY 0x2UL
#define CKR_GENERAL_ERROR 0x5UL
#define CKR_ARGUMENTS_BAD 0x7UL
#define CKR_ATTRIBUTE_READ_ONLY 0x10UL
#define CKR_ATTRIBUTE_SENSITIVE 0x11UL
#define CKR_ATTRIBUTE_TYPE_INVALID 0x12UL
#define CKR_ATTRIBUTE_VALUE_INVALID 0x13UL
#define CKR_DATA_LEN_RANGE 0x21UL
#define CKR_DEVICE_REMOVED 0x32UL
#define CKR_FUNCTION_NOT_SUPPORTED 0x54UL
#define CKR_KEY_HANDLE_INVALID 0x60UL
#define CKR_KEY_FUNCTION_NOT_PERMITTED 0x68UL
#define CKR_OPERATION_ACTIVE 0x90UL
#define CKR_OPERATION_NOT_INITIALIZED 0x91UL
#define CKR_SESSION_HANDLE_INVALID 0xB3UL
#define CKR_TEMPLATE_INCONSISTENT 0xD1UL
#define CKR_TOKEN_NOT_PRESENT 0xE0UL
#define CKR_USER_ALREADY_LOGGED_IN 0x100UL
#define CKR_BUFFER_TOO_SMALL 0x150UL
#define CKR_CRYPTOKI_NOT_INITIALIZED 0x190UL

#define CKO_DATA 0x0UL
#define CKO_PUBLIC_KEY 0x2UL
#define CKO_PRIVATE_KEY 0x3UL

#define CKA_CLASS 0x0UL
#define CKA_TOKEN 0x1UL
#define CKA_PRIVATE 0x2UL
#define CKA_LABEL 0x3UL
#define CKA_APPLICATION 0x10UL
#define CKA_VALUE 0x11UL
#define CKA_KEY_TYPE 0x100UL
#define CKA_ID 0x102UL
#define CKA_SENSITIVE 0x103UL
#define CKA_ENCRYPT 0x104UL
#define CKA_DECRYPT 0x105UL
#define CKA_WRAP 0x106UL
#define CKA_UNWRAP 0x107UL
#define CKA_SIGN 0x108UL
#define CKA_VERIFY 0x10AUL
#define CKA_DERIVE 0x10CUL
#define CKA_EXTRACTABLE 0x162UL
#define CKA_LOCAL 0x163UL
#define CKA_NEVER_EXTRACTABLE 0x164UL
#define CKA_ALWAYS_SENSITIVE 0x165UL
#define CKA_KEY_GEN_MECHANISM 0x166UL
#define CKA_MODIFIABLE 0x170UL
#define CKA_EC_PARAMS 0x180UL
#define CKA_EC_POINT 0x181UL

#define CKM_ECDSA 0x1041UL
#define CKF_TOKEN_PRESENT 0x1UL
#define CKF_OS_LOCKING_OK 0x2UL
#define CKF_SERIAL_SESSION 0x4UL
#define CKF_DONT_BLOCK 0x1UL
#define CKF_HW 0x1UL
#define CKF_SIGN 0x800UL
#define CKF_GENERATE_KEY_PAIR 0x10000UL
#define CKU_USER 1UL
#define CK_UNAVAILABLE_INFORMATION (~0UL)

typedef struct {
  CK_ULONG type;
  void *value;
  CK_ULONG length;
} CK_ATTRIBUTE;

typedef struct {
  CK_ULONG mechanism;
  void *parameter;
  CK_ULONG length;
} CK_MECHANISM;

typedef struct {
  CK_BYTE description[64];
  CK_BYTE manufacturer[32];
  CK_ULONG flags;
  CK_BYTE versions[4];
} CK_SLOT_INFO;

typedef struct {
  CK_BYTE label[32];
  CK_BYTE manufacturer[32];
  CK_BYTE model[16];
  CK_BYTE serial[16];
  CK_ULONG flags;
  CK_ULONG counts[10];
  CK_BYTE versions[4];
  CK_BYTE time[16];
} CK_TOKEN_INFO;

typedef struct {
  CK_ULONG slot;
  CK_ULONG state;
  CK_ULONG flags;
  CK_ULONG error;
} CK_SESSION_INFO;

typedef struct {
  CK_ULONG min;
  CK_ULONG max;
  CK_ULONG flags;
} CK_MECHANISM_INFO;

typedef struct {
  void *create, *destroy, *lock, *unlock;
  CK_ULONG flags;
  void *reserved;
} CK_C_INITIALIZE_ARGS;

/* The functions in the order of CK_FUNCTION_LIST; the numbers are those of P11Function in Java. */
#define P11_FUNCTIONS(X) \
  X(C_Initialize) X(C_Finalize) X(C_GetInfo) X(C_GetFunctionList) X(C_GetSlotList) X(C_GetSlotInfo) \
  X(C_GetTokenInfo) X(C_GetMechanismList) X(C_GetMechanismInfo) X(C_InitToken) X(C_InitPIN) X(C_SetPIN) \
  X(C_OpenSession) X(C_CloseSession) X(C_CloseAllSessions) X(C_GetSessionInfo) X(C_GetOperationState) \
  X(C_SetOperationState) X(C_Login) X(C_Logout) X(C_CreateObject) X(C_CopyObject) X(C_DestroyObject) \
  X(C_GetObjectSize) X(C_GetAttributeValue) X(C_SetAttributeValue) X(C_FindObjectsInit) X(C_FindObjects) \
  X(C_FindObjectsFinal) X(C_EncryptInit) X(C_Encrypt) X(C_EncryptUpdate) X(C_EncryptFinal) X(C_DecryptInit) \
  X(C_Decrypt) X(C_DecryptUpdate) X(C_DecryptFinal) X(C_DigestInit) X(C_Digest) X(C_DigestUpdate) \
  X(C_DigestKey) X(C_DigestFinal) X(C_SignInit) X(C_Sign) X(C_SignUpdate) X(C_SignFinal) \
  X(C_SignRecoverInit) X(C_SignRecover) X(C_VerifyInit) X(C_Verify) X(C_VerifyUpdate) X(C_VerifyFinal) \
  X(C_VerifyRecoverInit) X(C_VerifyRecover) X(C_DigestEncryptUpdate) X(C_DecryptDigestUpdate) \
  X(C_SignEncryptUpdate) X(C_DecryptVerifyUpdate) X(C_GenerateKey) X(C_GenerateKeyPair) X(C_WrapKey) \
  X(C_UnwrapKey) X(C_DeriveKey) X(C_SeedRandom) X(C_GenerateRandom) X(C_GetFunctionStatus) \
  X(C_CancelFunction) X(C_WaitForSlotEvent)

#define P11_NUMBER(name) FN_##name,
enum { P11_FUNCTIONS(P11_NUMBER) FN_COUNT };
#undef P11_NUMBER

typedef struct {
  CK_BYTE major, minor;
  void *function[FN_COUNT];
} CK_FUNCTION_LIST;

/* Every argument of PKCS#11 is one machine word (a number or a pointer) here, so a call by words is a call. */
typedef CK_RV (*p11_1)(CK_ULONG);
typedef CK_RV (*p11_2)(CK_ULONG, CK_ULONG);
typedef CK_RV (*p11_3)(CK_ULONG, CK_ULONG, CK_ULONG);
typedef CK_RV (*p11_4)(CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG);
typedef CK_RV (*p11_5)(CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG);
typedef CK_RV (*p11_6)(CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG);
typedef CK_RV (*p11_8)(CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG, CK_ULONG);
#define W(x) ((CK_ULONG)(x))

#endif
