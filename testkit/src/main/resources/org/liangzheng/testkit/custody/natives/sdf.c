/*
 * A small SDF device (GM/T 0018) for tests: real SM2 by libcrypto, the standard's return codes,
 * and faults on command. Never shipped. One library file is one device; several devices are
 * several copies of the file.
 *
 * Beside LIBRARY lie
 *   LIBRARY.conf     lines "name value": edition 2012|2023, array 64|32, keys FOLDER,
 *                    journal FILE|off, faults on|off, refusal CODE (of a wrong password)
 *   LIBRARY.keys/    the keys, INDEX.key: lines "sign HEX", "enc HEX", "password HEX"
 *   LIBRARY.control  one line "ID FAULT [ARGUMENT]"; a new ID is a new command:
 *                      none
 *                      session-killed N [CODE]  the next N signatures kill their session
 *                      removed [CODE]           every call fails; old handles stay dead after
 *                      device-error [CODE]      signatures fail
 *                      delay MS                 signatures take so long
 *                      stuck N                  the next N signatures hang until the next command
 *                      garbage                  signatures in range that do not verify
 *                      dirty                    rubbish in the bytes above r
 *   LIBRARY.journal  one line a signature made, forced to disk before the call returns:
 *                    "INDEX E R S" in hexadecimal
 *
 * Structures are packed; ECC arrays are 64 or 32 bytes, values right-aligned. A session handle
 * points into a table that is never freed, so that a stale one is told from a good one.
 */
#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/asn1t.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef uint8_t u8;
typedef uint32_t u32;

#define EXPORT __attribute__((visibility("default")))

enum {
  SDR_OK = 0,
  SDR_NOTSUPPORT = 0x01000002,
  SDR_COMMFAIL = 0x01000003,
  SDR_OPENDEVICE = 0x01000005,
  SDR_OPENSESSION = 0x01000006,
  SDR_PARDENY = 0x01000007,
  SDR_KEYNOTEXIST = 0x01000008,
  SDR_ALGNOTSUPPORT = 0x01000009,
  SDR_PKOPERR = 0x0100000B,
  SDR_SKOPERR = 0x0100000C,
  SDR_SIGNERR = 0x0100000D,
  SDR_VERIFYERR = 0x0100000E,
  SDR_ENCDATAERR = 0x01000016,
  SDR_RANDERR = 0x01000017,
  SDR_PRKRERR = 0x01000018,
  SDR_NOBUFFER = 0x0100001C,
  SDR_INARGERR = 0x0100001D,
};
#define SGD_SM2_3 0x00020800u

enum { MAX_INDEX = 1024, MAX_SESSIONS = 4096, MAX_DEVICES = 4096, VALUE = 32 };

typedef struct {
  int open;
  unsigned epoch;
} device_t;

typedef struct {
  int open;
  int killed;
  unsigned epoch;
  int code; /* what a killed session answers */
  u8 right[MAX_INDEX + 1];
} session_t;

typedef struct {
  int loaded;
  EVP_PKEY *sign;
  EVP_PKEY *enc;
  u8 password[1024];
  u32 password_length;
} stored_t;

typedef struct {
  char id[64];
  char fault[32];
  char first[32];
  char second[32];
} command_t;

enum { DEVICES, SESSIONS, CLOSED, RIGHTS, REFUSED, SIGNED, DECRYPTED, COUNTERS };
static const char *const COUNTER_NAMES[COUNTERS] = {
    "devices", "sessions", "closed", "rights", "refused", "signed", "decrypted"};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static device_t devices[MAX_DEVICES];
static session_t *sessions[MAX_SESSIONS];
static stored_t keys[MAX_INDEX + 1];
static unsigned long long counters[COUNTERS];
static unsigned epoch;
static char removal[64]; /* the command that took the device away last */
static char counted[64]; /* the command whose N is being counted down */
static long left;

static char library[4096];
static char key_folder[4200];
static char journal_file[4200];
static int edition = 2012;
static u32 array = 64;
static int faults = 1;
static int refusal = SDR_PRKRERR;
static int journal = -1;

__attribute__((constructor)) static void configure(void) {
  Dl_info info;
  if (dladdr((void *)configure, &info) == 0 || info.dli_fname == NULL) {
    return;
  }
  snprintf(library, sizeof library, "%s", info.dli_fname);
  snprintf(key_folder, sizeof key_folder, "%s.keys", library);
  snprintf(journal_file, sizeof journal_file, "%s.journal", library);
  char path[4200];
  snprintf(path, sizeof path, "%s.conf", library);
  FILE *file = fopen(path, "re");
  if (file == NULL) {
    return;
  }
  char name[64], value[4096];
  while (fscanf(file, "%63s %4095[^\n]", name, value) == 2) {
    if (strcmp(name, "edition") == 0) {
      edition = atoi(value);
    } else if (strcmp(name, "array") == 0) {
      array = (u32)atoi(value) == 32 ? 32 : 64;
    } else if (strcmp(name, "keys") == 0) {
      snprintf(key_folder, sizeof key_folder, "%s", value);
    } else if (strcmp(name, "journal") == 0) {
      snprintf(journal_file, sizeof journal_file, "%s", value);
    } else if (strcmp(name, "faults") == 0) {
      faults = strcmp(value, "off") != 0;
    } else if (strcmp(name, "refusal") == 0) {
      refusal = (int)strtol(value, NULL, 0);
    }
  }
  fclose(file);
}

static void count(int which) { __atomic_add_fetch(&counters[which], 1, __ATOMIC_RELAXED); }

/* ---- commands ---- */

static void read_command(command_t *command) {
  memset(command, 0, sizeof *command);
  strcpy(command->fault, "none");
  if (!faults) {
    return;
  }
  char path[4200], text[256];
  snprintf(path, sizeof path, "%s.control", library);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return;
  }
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) {
    return;
  }
  text[length] = 0;
  sscanf(text, "%63s %31s %31s %31s", command->id, command->fault, command->first, command->second);
}

static int is(const command_t *command, const char *fault) {
  return strcmp(command->fault, fault) == 0;
}

static int code_or(const char *text, int otherwise) {
  return text[0] == 0 ? otherwise : (int)strtol(text, NULL, 0);
}

/* Whether this call is one of the command's N. */
static int takes_one(const command_t *command) {
  int taken = 0;
  pthread_mutex_lock(&lock);
  if (strcmp(counted, command->id) != 0) {
    strcpy(counted, command->id);
    left = atol(command->first);
  }
  if (left > 0) {
    left--;
    taken = 1;
  }
  pthread_mutex_unlock(&lock);
  return taken;
}

/* Every call begins here: the device may be gone, for every handle of before. */
static int present(command_t *command) {
  read_command(command);
  if (!is(command, "removed")) {
    return SDR_OK;
  }
  pthread_mutex_lock(&lock);
  if (strcmp(removal, command->id) != 0) {
    strcpy(removal, command->id);
    epoch++;
  }
  pthread_mutex_unlock(&lock);
  return code_or(command->first, SDR_COMMFAIL);
}

static unsigned now(void) { return __atomic_load_n(&epoch, __ATOMIC_RELAXED); }

static int usable(void *handle, session_t **session, command_t *command) {
  int rv = present(command);
  if (rv != SDR_OK) {
    return rv;
  }
  for (int i = 0; i < MAX_SESSIONS && sessions[i] != NULL; i++) {
    if (sessions[i] == handle) {
      *session = handle;
      if (!(*session)->open) {
        return SDR_OPENSESSION;
      }
      if ((*session)->epoch != now()) {
        return SDR_COMMFAIL;
      }
      return (*session)->killed ? (*session)->code : SDR_OK;
    }
  }
  return SDR_OPENSESSION;
}

static void wait_a_little(long milliseconds) {
  struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
  while (nanosleep(&time, &time) != 0 && errno == EINTR) {
  }
}

/* ---- keys ---- */

static EVP_PKEY *key_of(const u8 *point, const BIGNUM *d) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, 1 + 2 * VALUE);
  if (d != NULL) {
    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, d);
  }
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
  if (EVP_PKEY_fromdata_init(context) <= 0 ||
      EVP_PKEY_fromdata(context, &key, d == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR,
                        parameters) <= 0) {
    key = NULL;
  }
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(build);
  EVP_PKEY_CTX_free(context);
  return key;
}

static EVP_PKEY *pair_of(const char *hex) {
  EVP_PKEY *key = NULL;
  BIGNUM *d = NULL;
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
  EC_POINT *q = EC_POINT_new(group);
  u8 point[1 + 2 * VALUE];
  if (BN_hex2bn(&d, hex) > 0 && EC_POINT_mul(group, q, d, NULL, NULL, NULL) == 1 &&
      EC_POINT_point2oct(group, q, POINT_CONVERSION_UNCOMPRESSED, point, sizeof point, NULL) ==
          sizeof point) {
    key = key_of(point, d);
  }
  EC_POINT_free(q);
  EC_GROUP_free(group);
  BN_clear_free(d);
  return key;
}

static void forget(stored_t *key) {
  EVP_PKEY_free(key->sign);
  EVP_PKEY_free(key->enc);
  memset(key, 0, sizeof *key);
}

static void key_path(char *path, size_t size, u32 index) {
  snprintf(path, size, "%s/%u.key", key_folder, index);
}

/* Called with the lock held. */
static stored_t *load(u32 index) {
  stored_t *key = &keys[index];
  if (key->loaded) {
    return key;
  }
  char path[4300], name[16], value[2100];
  key_path(path, sizeof path, index);
  FILE *file = fopen(path, "re");
  if (file == NULL) {
    return NULL;
  }
  while (fscanf(file, "%15s %2099s", name, value) == 2) {
    if (strcmp(name, "sign") == 0) {
      key->sign = pair_of(value);
    } else if (strcmp(name, "enc") == 0) {
      key->enc = pair_of(value);
    } else if (strcmp(name, "password") == 0) {
      size_t length = 0;
      OPENSSL_hexstr2buf_ex(key->password, sizeof key->password, &length, value, 0);
      key->password_length = (u32)length;
    }
  }
  fclose(file);
  key->loaded = key->sign != NULL && key->enc != NULL;
  if (!key->loaded) {
    forget(key);
    return NULL;
  }
  return key;
}

static int take(u32 index, int encryption, EVP_PKEY **out) {
  if (index < 1 || index > MAX_INDEX) {
    return SDR_KEYNOTEXIST;
  }
  int rv = SDR_KEYNOTEXIST;
  pthread_mutex_lock(&lock);
  stored_t *key = load(index);
  if (key != NULL) {
    *out = encryption ? key->enc : key->sign;
    EVP_PKEY_up_ref(*out);
    rv = SDR_OK;
  }
  pthread_mutex_unlock(&lock);
  return rv;
}

static void put(u8 *field, const BIGNUM *value) { BN_bn2binpad(value, field, (int)array); }

static int export(void *handle, u32 index, int encryption, u8 *out) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  EVP_PKEY *key;
  if (rv != SDR_OK || (rv = take(index, encryption, &key)) != SDR_OK) {
    return rv;
  }
  u8 point[1 + 2 * VALUE];
  size_t length = 0;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point,
                                      &length) != 1 ||
      length != sizeof point) {
    rv = SDR_PKOPERR;
  } else {
    u32 bits = 256;
    memset(out, 0, 4 + 2 * array);
    memcpy(out, &bits, 4);
    memcpy(out + 4 + array - VALUE, point + 1, VALUE);
    memcpy(out + 4 + 2 * array - VALUE, point + 1 + VALUE, VALUE);
  }
  EVP_PKEY_free(key);
  return rv;
}

/* ---- device and session ---- */

EXPORT int SDF_OpenDevice(void **handle) {
  command_t command;
  if (present(&command) != SDR_OK) {
    return SDR_OPENDEVICE;
  }
  int rv = SDR_OPENDEVICE;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < MAX_DEVICES; i++) {
    if (!devices[i].open) {
      devices[i].open = 1;
      devices[i].epoch = epoch;
      *handle = &devices[i];
      rv = SDR_OK;
      break;
    }
  }
  /* Keys may have been provisioned since. */
  for (int i = 1; i <= MAX_INDEX; i++) {
    forget(&keys[i]);
  }
  pthread_mutex_unlock(&lock);
  count(DEVICES);
  return rv;
}

static device_t *device_of(void *handle) {
  device_t *device = handle;
  return device >= devices && device < devices + MAX_DEVICES && device->open ? device : NULL;
}

EXPORT int SDF_CloseDevice(void *handle) {
  device_t *device = device_of(handle);
  if (device == NULL) {
    return SDR_INARGERR;
  }
  device->open = 0;
  return SDR_OK;
}

EXPORT int SDF_OpenSession(void *handle, void **out) {
  command_t command;
  int rv = present(&command);
  if (rv != SDR_OK) {
    return rv;
  }
  device_t *device = device_of(handle);
  if (device == NULL) {
    return SDR_OPENSESSION;
  }
  if (device->epoch != now()) {
    return SDR_COMMFAIL;
  }
  rv = SDR_OPENSESSION;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < MAX_SESSIONS; i++) {
    if (sessions[i] == NULL) {
      sessions[i] = calloc(1, sizeof(session_t));
    }
    if (sessions[i] != NULL && !sessions[i]->open) {
      memset(sessions[i], 0, sizeof(session_t));
      sessions[i]->open = 1;
      sessions[i]->epoch = epoch;
      *out = sessions[i];
      rv = SDR_OK;
      break;
    }
  }
  pthread_mutex_unlock(&lock);
  count(SESSIONS);
  return rv;
}

EXPORT int SDF_CloseSession(void *handle) {
  for (int i = 0; i < MAX_SESSIONS && sessions[i] != NULL; i++) {
    if (sessions[i] == handle && sessions[i]->open) {
      memset(sessions[i]->right, 0, sizeof sessions[i]->right);
      sessions[i]->open = 0;
      count(CLOSED);
      return SDR_OK;
    }
  }
  return SDR_OPENSESSION;
}

EXPORT int SDF_GetDeviceInfo(void *handle, u8 *info) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  memset(info, 0, 100);
  memcpy(info, "Liangzheng test", 15);
  memcpy(info + 40, "sdf.c", 5);
  memcpy(info + 56, "2026110100000001", 16);
  u32 numbers[7] = {1, edition == 2023 ? 2 : 1, 0x00020000u | 0x0700u, 256, 0, 1, 65536};
  memcpy(info + 72, numbers, sizeof numbers);
  return SDR_OK;
}

EXPORT int SDF_GenerateRandom(void *handle, u32 length, u8 *out) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  return RAND_bytes(out, (int)length) == 1 ? SDR_OK : SDR_RANDERR;
}

EXPORT int SDF_GetPrivateKeyAccessRight(void *handle, u32 index, u8 *password, u32 length) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  if (index < 1 || index > MAX_INDEX) {
    return SDR_KEYNOTEXIST;
  }
  count(RIGHTS);
  pthread_mutex_lock(&lock);
  stored_t *key = load(index);
  if (key == NULL) {
    rv = SDR_KEYNOTEXIST;
  } else if (length != key->password_length ||
             CRYPTO_memcmp(password, key->password, length) != 0) {
    rv = refusal;
    count(REFUSED);
  } else {
    session->right[index] = 1;
  }
  pthread_mutex_unlock(&lock);
  return rv;
}

EXPORT int SDF_ReleasePrivateKeyAccessRight(void *handle, u32 index) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  if (index < 1 || index > MAX_INDEX || !session->right[index]) {
    return SDR_PARDENY;
  }
  session->right[index] = 0;
  return SDR_OK;
}

EXPORT int SDF_ExportSignPublicKey_ECC(void *handle, u32 index, u8 *out) {
  return export(handle, index, 0, out);
}

EXPORT int SDF_ExportEncPublicKey_ECC(void *handle, u32 index, u8 *out) {
  return export(handle, index, 1, out);
}

/* ---- signatures ---- */

static void hex(char *out, const u8 *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    sprintf(out + 2 * i, "%02x", bytes[i]);
  }
}

static int record(u32 index, const u8 *e, const u8 *rs) {
  if (strcmp(journal_file, "off") == 0) {
    return 1;
  }
  char line[256], e_hex[65], r_hex[65], s_hex[65];
  hex(e_hex, e, 32);
  hex(r_hex, rs, 32);
  hex(s_hex, rs + 32, 32);
  int length = snprintf(line, sizeof line, "%u %s %s %s\n", index, e_hex, r_hex, s_hex);
  pthread_mutex_lock(&lock);
  if (journal < 0) {
    journal = open(journal_file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  }
  int fd = journal;
  pthread_mutex_unlock(&lock);
  return fd >= 0 && write(fd, line, (size_t)length) == length && fsync(fd) == 0;
}

static int sign(EVP_PKEY *key, const u8 *e, u8 *rs) {
  u8 der[128];
  size_t length = sizeof der;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int good = EVP_PKEY_sign_init(context) > 0 && EVP_PKEY_sign(context, der, &length, e, 32) > 0;
  EVP_PKEY_CTX_free(context);
  if (!good) {
    return 0;
  }
  const u8 *at = der;
  ECDSA_SIG *value = d2i_ECDSA_SIG(NULL, &at, (long)length);
  if (value == NULL) {
    return 0;
  }
  BN_bn2binpad(ECDSA_SIG_get0_r(value), rs, VALUE);
  BN_bn2binpad(ECDSA_SIG_get0_s(value), rs + VALUE, VALUE);
  ECDSA_SIG_free(value);
  return 1;
}

EXPORT int SDF_InternalSign_ECC(void *handle, u32 index, u8 *data, u32 length, u8 *out) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  if (length != 32) {
    return SDR_INARGERR;
  }
  if (is(&command, "session-killed") && takes_one(&command)) {
    session->killed = 1;
    session->code = code_or(command.second, SDR_OPENSESSION);
    return session->code;
  }
  if (is(&command, "device-error")) {
    return code_or(command.first, SDR_SKOPERR);
  }
  if (is(&command, "delay")) {
    wait_a_little(atol(command.first));
  }
  if (is(&command, "stuck") && takes_one(&command)) {
    command_t next;
    do {
      wait_a_little(5);
      read_command(&next);
    } while (strcmp(next.id, command.id) == 0);
  }
  if (index < 1 || index > MAX_INDEX) {
    return SDR_KEYNOTEXIST;
  }
  if (!session->right[index]) {
    return SDR_PARDENY;
  }
  EVP_PKEY *key;
  if ((rv = take(index, 0, &key)) != SDR_OK) {
    return rv;
  }
  u8 rs[2 * VALUE];
  int good = sign(key, data, rs);
  EVP_PKEY_free(key);
  if (!good || !record(index, data, rs)) {
    return SDR_SIGNERR;
  }
  count(SIGNED);
  if (is(&command, "garbage")) {
    rs[2 * VALUE - 1] ^= 1;
  }
  memset(out, 0, 2 * array);
  memcpy(out + array - VALUE, rs, VALUE);
  memcpy(out + 2 * array - VALUE, rs + VALUE, VALUE);
  if (is(&command, "dirty") && array > VALUE) {
    out[0] = 1;
  }
  return SDR_OK;
}

static int verify(EVP_PKEY *key, const u8 *e, const u8 *r, const u8 *s) {
  ECDSA_SIG *value = ECDSA_SIG_new();
  ECDSA_SIG_set0(value, BN_bin2bn(r, VALUE, NULL), BN_bin2bn(s, VALUE, NULL));
  u8 *der = NULL;
  int length = i2d_ECDSA_SIG(value, &der);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int good = length > 0 && EVP_PKEY_verify_init(context) > 0 &&
             EVP_PKEY_verify(context, der, (size_t)length, e, 32) == 1;
  EVP_PKEY_CTX_free(context);
  OPENSSL_free(der);
  ECDSA_SIG_free(value);
  return good;
}

EXPORT int SDF_InternalVerify_ECC(void *handle, u32 index, u8 *data, u32 length, u8 *signature) {
  command_t command;
  session_t *session;
  EVP_PKEY *key;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK || (rv = take(index, 0, &key)) != SDR_OK) {
    return rv;
  }
  int good = length == 32 && verify(key, data, signature + array - VALUE,
                                    signature + 2 * array - VALUE);
  EVP_PKEY_free(key);
  return good ? SDR_OK : SDR_VERIFYERR;
}

/* ---- envelopes: libcrypto speaks DER, SDF speaks x, y, hash, length, text ---- */

typedef struct {
  BIGNUM *x;
  BIGNUM *y;
  ASN1_OCTET_STRING *hash;
  ASN1_OCTET_STRING *text;
} ENVELOPE;

DECLARE_ASN1_FUNCTIONS(ENVELOPE)
ASN1_SEQUENCE(ENVELOPE) = {
    ASN1_SIMPLE(ENVELOPE, x, BIGNUM),
    ASN1_SIMPLE(ENVELOPE, y, BIGNUM),
    ASN1_SIMPLE(ENVELOPE, hash, ASN1_OCTET_STRING),
    ASN1_SIMPLE(ENVELOPE, text, ASN1_OCTET_STRING),
} ASN1_SEQUENCE_END(ENVELOPE)
IMPLEMENT_ASN1_FUNCTIONS(ENVELOPE)

enum { MAX_TEXT = 136 };

static int encrypt(EVP_PKEY *key, const u8 *data, u32 length, u8 *out) {
  u8 der[512];
  size_t size = sizeof der;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int good = length > 0 && length <= MAX_TEXT && EVP_PKEY_encrypt_init(context) > 0 &&
             EVP_PKEY_encrypt(context, der, &size, data, length) > 0;
  EVP_PKEY_CTX_free(context);
  const u8 *at = der;
  ENVELOPE *value = good ? d2i_ENVELOPE(NULL, &at, (long)size) : NULL;
  if (value == NULL || ASN1_STRING_length(value->hash) != 32 ||
      ASN1_STRING_length(value->text) != (int)length) {
    ENVELOPE_free(value);
    return SDR_PKOPERR;
  }
  put(out, value->x);
  put(out + array, value->y);
  memcpy(out + 2 * array, ASN1_STRING_get0_data(value->hash), 32);
  memcpy(out + 2 * array + 32, &length, 4);
  memcpy(out + 2 * array + 36, ASN1_STRING_get0_data(value->text), length);
  ENVELOPE_free(value);
  return SDR_OK;
}

static int decrypt(EVP_PKEY *key, const u8 *in, u8 *out, u32 *out_length) {
  u32 length;
  memcpy(&length, in + 2 * array + 32, 4);
  if (length == 0 || length > MAX_TEXT) {
    return SDR_ENCDATAERR;
  }
  ENVELOPE *value = ENVELOPE_new();
  BN_bin2bn(in, (int)array, value->x);
  BN_bin2bn(in + array, (int)array, value->y);
  ASN1_OCTET_STRING_set(value->hash, in + 2 * array, 32);
  ASN1_OCTET_STRING_set(value->text, in + 2 * array + 36, (int)length);
  u8 *der = NULL;
  int der_length = i2d_ENVELOPE(value, &der);
  ENVELOPE_free(value);
  u8 clear[512];
  size_t size = sizeof clear;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int good = der_length > 0 && EVP_PKEY_decrypt_init(context) > 0 &&
             EVP_PKEY_decrypt(context, clear, &size, der, (size_t)der_length) > 0;
  EVP_PKEY_CTX_free(context);
  OPENSSL_free(der);
  if (good) {
    memcpy(out, clear, size);
    *out_length = (u32)size;
  }
  OPENSSL_cleanse(clear, sizeof clear);
  return good ? SDR_OK : SDR_ENCDATAERR;
}

static EVP_PKEY *imported(const u8 *reference) {
  u8 point[1 + 2 * VALUE] = {4};
  memcpy(point + 1, reference + 4 + array - VALUE, VALUE);
  memcpy(point + 1 + VALUE, reference + 4 + 2 * array - VALUE, VALUE);
  return key_of(point, NULL);
}

EXPORT int SDF_ExternalEncrypt_ECC(void *handle, u32 algorithm, u8 *reference, u8 *data, u32 length,
                                   u8 *out) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  if (algorithm != SGD_SM2_3) {
    return SDR_ALGNOTSUPPORT;
  }
  EVP_PKEY *key = imported(reference);
  if (key == NULL) {
    return SDR_INARGERR;
  }
  rv = encrypt(key, data, length, out);
  EVP_PKEY_free(key);
  return rv;
}

static int internal_encrypt(void *handle, u32 index, const u8 *data, u32 length, u8 *out) {
  command_t command;
  session_t *session;
  EVP_PKEY *key;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK || (rv = take(index, 1, &key)) != SDR_OK) {
    return rv;
  }
  rv = encrypt(key, data, length, out);
  EVP_PKEY_free(key);
  return rv;
}

/*
 * One symbol, two argument lists: 2012 has the algorithm third, 2023 has none. Integer and pointer
 * arguments travel alike in the calling conventions of Linux on x86-64 and aarch64, so the words
 * are taken as they come and read by edition.
 */
EXPORT int SDF_InternalEncrypt_ECC(void *handle, u32 index, uintptr_t a, uintptr_t b, uintptr_t c,
                                   uintptr_t d) {
  if (edition == 2023) {
    return internal_encrypt(handle, index, (const u8 *)a, (u32)b, (u8 *)c);
  }
  if ((u32)a != SGD_SM2_3) {
    return SDR_ALGNOTSUPPORT;
  }
  return internal_encrypt(handle, index, (const u8 *)b, (u32)c, (u8 *)d);
}

EXPORT int SDF_InternalDecrypt_ECC(void *handle, u32 index, u32 algorithm, u8 *in, u8 *out,
                                   u32 *out_length) {
  command_t command;
  session_t *session;
  int rv = usable(handle, &session, &command);
  if (rv != SDR_OK) {
    return rv;
  }
  if (algorithm != SGD_SM2_3) {
    return SDR_ALGNOTSUPPORT;
  }
  if (index < 1 || index > MAX_INDEX) {
    return SDR_KEYNOTEXIST;
  }
  if (!session->right[index]) {
    return SDR_PARDENY;
  }
  EVP_PKEY *key;
  if ((rv = take(index, 1, &key)) != SDR_OK) {
    return rv;
  }
  rv = decrypt(key, in, out, out_length);
  EVP_PKEY_free(key);
  count(DECRYPTED);
  return rv;
}

/* ---- what no device has: provisioning, counters, a foreign check ---- */

static int write_pair(FILE *file, const char *name, const BIGNUM *order) {
  BIGNUM *range = BN_dup(order);
  BIGNUM *d = BN_new();
  int good = BN_sub_word(range, 3) == 1 && BN_priv_rand_range(d, range) == 1 &&
             BN_add_word(d, 1) == 1; /* 1 ... n-3 */
  char *text = BN_bn2hex(d);
  good = good && text != NULL && fprintf(file, "%s %s\n", name, text) > 0;
  OPENSSL_free(text);
  BN_clear_free(d);
  BN_free(range);
  return good;
}

/* Makes both key pairs of an index, in place of any before. 0 if done. */
EXPORT int SDFTEST_Provision(u32 index, const u8 *password, u32 length) {
  char path[4300], temporary[4310], text[2 * 1024 + 1];
  if (index < 1 || index > MAX_INDEX || length < 1 || length > 1024) {
    return -1;
  }
  mkdir(key_folder, 0700);
  key_path(path, sizeof path, index);
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  FILE *file = fopen(temporary, "we");
  if (file == NULL) {
    return -2;
  }
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
  const BIGNUM *order = EC_GROUP_get0_order(group);
  hex(text, password, length);
  int good = write_pair(file, "sign", order) && write_pair(file, "enc", order) &&
             fprintf(file, "password %s\n", text) > 0;
  EC_GROUP_free(group);
  good = fclose(file) == 0 && good;
  return good && rename(temporary, path) == 0 ? 0 : -3;
}

EXPORT unsigned long long SDFTEST_Count(const char *name) {
  for (int i = 0; i < COUNTERS; i++) {
    if (strcmp(COUNTER_NAMES[i], name) == 0) {
      return __atomic_load_n(&counters[i], __ATOMIC_RELAXED);
    }
  }
  return ~0ULL;
}

/* libcrypto's verification of a whole message, with its own Z and SM3. 1 if good. */
EXPORT int SDFTEST_VerifyMessage(const u8 *point, const u8 *id, u32 id_length, const u8 *message,
                                 u32 length, const u8 *rs) {
  EVP_PKEY *key = key_of(point, NULL);
  if (key == NULL) {
    return 0;
  }
  ECDSA_SIG *value = ECDSA_SIG_new();
  ECDSA_SIG_set0(value, BN_bin2bn(rs, VALUE, NULL), BN_bin2bn(rs + VALUE, VALUE, NULL));
  u8 *der = NULL;
  int der_length = i2d_ECDSA_SIG(value, &der);
  EVP_MD_CTX *digest = EVP_MD_CTX_new();
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int good = EVP_PKEY_CTX_set1_id(context, id, (int)id_length) > 0;
  EVP_MD_CTX_set_pkey_ctx(digest, context);
  good = good && EVP_DigestVerifyInit(digest, NULL, EVP_sm3(), NULL, key) > 0 &&
         EVP_DigestVerify(digest, der, (size_t)der_length, message, length) == 1;
  EVP_MD_CTX_free(digest);
  EVP_PKEY_CTX_free(context);
  OPENSSL_free(der);
  ECDSA_SIG_free(value);
  EVP_PKEY_free(key);
  return good;
}
