/*
 * A PKCS#11 v2.40 module that forwards to a real one, adds SM2 under vendor numbers, writes down every signature
 * before it hands it out, and fails when it is told to. For tests; see FaultyPkcs11 in Java.
 *
 * Beside a copy NAME.so of this library lie NAME.so.conf (lines KEY=VALUE), NAME.so.page (faults and counters, see
 * faulty-control.h) and NAME.so.journal. Each copy is a module of its own in the process.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/random.h>

#include "faulty-control.h"
#include "faulty-sm2.h"

/* --- Where this copy lies and what it is told there --------------------------------------------------------- */

static char here[3000];
static char real_path[3000], softhsm_conf[3000];
static struct sm2_numbers sm2;
static struct page *page;
static int journal = -1;
static void *library;

static void beside(const char *suffix, char out[3100]) { snprintf(out, 3100, "%s%s", here, suffix); }

static void read_line(char *line) {
  char *value = strchr(line, '=');
  if (!value) return;
  *value++ = 0;
  value[strcspn(value, "\n")] = 0;
  if (!strcmp(line, "module")) snprintf(real_path, sizeof real_path, "%s", value);
  if (!strcmp(line, "softhsm2_conf")) snprintf(softhsm_conf, sizeof softhsm_conf, "%s", value);
  if (!strcmp(line, "sm2_key_type")) sm2.key_type = strtoul(value, NULL, 0);
  if (!strcmp(line, "sm2_generate")) sm2.generate = strtoul(value, NULL, 0);
  if (!strcmp(line, "sm2_sign")) sm2.sign = strtoul(value, NULL, 0);
  if (!strcmp(line, "sm2_form")) sm2.der = !strcmp(value, "der");
  if (!strcmp(line, "sm2_private_point")) sm2.private_point = !strcmp(value, "yes");
}

static void set_up(void) {
  Dl_info info;
  char path[3100], line[3200];
  if (!dladdr((void *)&set_up, &info)) return;
  snprintf(here, sizeof here, "%s", info.dli_fname);
  beside(".conf", path);
  FILE *file = fopen(path, "re");
  if (!file) {
    fprintf(stderr, "faulty-pkcs11: cannot read %s\n", path);
    return;
  }
  while (fgets(line, sizeof line, file)) read_line(line);
  fclose(file);
  beside(".page", path);
  page = open_page(path);
  if (!page) fprintf(stderr, "faulty-pkcs11: %s is not a page of faults\n", path);
  beside(".journal", path);
  journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ready(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, set_up);
  return page != NULL && journal >= 0;
}

/*
 * Calls hold the gate for reading while they are in the real module. Closing sessions under the feet of other
 * threads, which SoftHSM does not survive, holds it for writing.
 */
static pthread_rwlock_t gate = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static void shut(void) { pthread_rwlock_unlock(&gate); }
static int open_gate(void) {
  pthread_rwlock_rdlock(&gate);
  if (real) return 1;
  shut();
  return 0;
}

/* --- What this module knows of a session --------------------------------------------------------------------- */

struct state {
  struct state *next;
  CK_ULONG session, slot;
  int signing, finding;
  CK_ULONG mechanism;
  char label[65], id[129], token[33];
  EVP_PKEY *key; /* an SM2 key, or NULL when the real module signs */
  CK_ULONG *found;
  size_t found_count, found_next;
};

static struct state *states;
static pthread_mutex_t states_lock = PTHREAD_MUTEX_INITIALIZER;

static void end_signing(struct state *state) {
  EVP_PKEY_free(state->key);
  state->key = NULL;
  state->signing = 0;
}

static void end_finding(struct state *state) {
  free(state->found);
  state->found = NULL;
  state->found_count = state->found_next = 0;
  state->finding = 0;
}

static struct state *state_of(CK_ULONG session) {
  pthread_mutex_lock(&states_lock);
  struct state *state = states;
  while (state && state->session != session) state = state->next;
  pthread_mutex_unlock(&states_lock);
  return state;
}

/* Forgets one session (or all with every != 0, or all of a slot). */
static void forget(CK_ULONG session, const CK_ULONG *slot, int every) {
  pthread_mutex_lock(&states_lock);
  for (struct state **at = &states; *at;) {
    struct state *state = *at;
    if (every || (slot ? state->slot == *slot : state->session == session)) {
      *at = state->next;
      end_signing(state);
      end_finding(state);
      free(state);
    } else {
      at = &state->next;
    }
  }
  pthread_mutex_unlock(&states_lock);
}

static int label_of_slot(CK_ULONG slot, char label[33]) {
  CK_TOKEN_INFO info;
  memset(&info, 0, sizeof info);
  if (REAL(2, C_GetTokenInfo, slot, W(&info))) return 0;
  memcpy(label, info.label, 32);
  int end = 32;
  while (end > 0 && (label[end - 1] == ' ' || label[end - 1] == 0)) end--;
  label[end] = 0;
  return 1;
}

static struct state *state_for(CK_ULONG session) {
  struct state *state = state_of(session);
  if (state) return state;
  CK_SESSION_INFO info;
  if (REAL(2, C_GetSessionInfo, session, W(&info))) return NULL;
  state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->session = session;
  state->slot = info.slot;
  label_of_slot(info.slot, state->token);
  pthread_mutex_lock(&states_lock);
  state->next = states;
  states = state;
  pthread_mutex_unlock(&states_lock);
  return state;
}

/* --- Faults --------------------------------------------------------------------------------------------------- */

enum about { NOTHING, SLOT, SESSION };

struct hit {
  enum fault_kind garbage;
};

/* Removals under way: when one is lifted, the token comes back without its sessions. */
static struct {
  uint64_t generation;
  CK_ULONG slots[8];
  int count;
} removals[FAULTS];
static _Atomic int removed;
static pthread_mutex_t removals_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_removal(int place, uint64_t generation, CK_ULONG slot) {
  pthread_mutex_lock(&removals_lock);
  if (removals[place].count == 0) atomic_fetch_add(&removed, 1);
  removals[place].generation = generation;
  int i = 0;
  while (i < removals[place].count && removals[place].slots[i] != slot) i++;
  if (i == removals[place].count && i < 8) removals[place].slots[removals[place].count++] = slot;
  pthread_mutex_unlock(&removals_lock);
}

static void settle_removals(void) {
  if (atomic_load(&removed) == 0) return;
  for (int place = 0; place < FAULTS; place++) {
    CK_ULONG slots[8];
    int count = 0;
    struct fault *fault = &page->faults[place];
    pthread_rwlock_wrlock(&gate);
    pthread_mutex_lock(&removals_lock);
    if (removals[place].count > 0 &&
        (atomic_load(&fault->kind) != REMOVE_TOKEN || atomic_load(&fault->generation) != removals[place].generation ||
         atomic_load(&fault->remaining) == 0)) {
      count = removals[place].count;
      memcpy(slots, removals[place].slots, sizeof slots);
      removals[place].count = 0;
    }
    pthread_mutex_unlock(&removals_lock);
    for (int i = 0; i < count && real; i++) {
      REAL(1, C_CloseAllSessions, slots[i]);
      forget(0, &slots[i], 0);
    }
    pthread_rwlock_unlock(&gate);
    /* Only now: other calls that see the token back must find its sessions gone. */
    if (count > 0) atomic_fetch_sub(&removed, 1);
  }
}

/* The slot and token a call is about, if it is about one that is there. */
static int locate(enum about about, CK_ULONG who, CK_ULONG *slot, char label[33]) {
  if (about == NOTHING || !open_gate()) return 0;
  int known = 1;
  *slot = who;
  if (about == SESSION) {
    CK_SESSION_INFO info;
    known = REAL(2, C_GetSessionInfo, who, W(&info)) == CKR_OK;
    if (known) *slot = info.slot;
  }
  known = known && label_of_slot(*slot, label);
  shut();
  return known;
}

/* Counts the call and takes the faults meant for it; CKR_OK means: go on. */
static CK_RV enter(int function, enum about about, CK_ULONG who, struct hit *hit) {
  hit->garbage = NO_FAULT;
  if (!ready()) return CKR_GENERAL_ERROR;
  atomic_fetch_add(&page->calls[function], 1);
  settle_removals();
  int located = -1;
  CK_ULONG slot = 0;
  char label[33] = "";
  for (int place = 0; place < FAULTS; place++) {
    struct fault *fault = &page->faults[place];
    uint64_t kind = atomic_load(&fault->kind), generation = atomic_load(&fault->generation);
    if (kind == NO_FAULT || !fault_means(fault, function)) continue;
    if (fault->token[0] || kind == REMOVE_TOKEN) {
      if (located < 0) located = locate(about, who, &slot, label);
      if (!located || (fault->token[0] && strcmp(fault->token, label) != 0)) continue;
    }
    if (!fault_takes(fault)) continue;
    switch (kind) {
      case RETURN_CODE:
        return fault->parameter;
      case KILL_SESSION:
        if (about != SESSION) break;
        pthread_rwlock_wrlock(&gate);
        if (real) REAL(1, C_CloseSession, who);
        forget(who, NULL, 0);
        pthread_rwlock_unlock(&gate);
        return CKR_SESSION_HANDLE_INVALID;
      case REMOVE_TOKEN:
        note_removal(place, generation, slot);
        return about == SLOT ? CKR_TOKEN_NOT_PRESENT : CKR_DEVICE_REMOVED;
      case DELAY:
        sleep_ms(fault->parameter);
        break;
      case STUCK:
        stay_stuck(page, fault, generation);
        break;
      case GARBAGE:
      case GARBAGE_LENGTH:
        hit->garbage = (enum fault_kind)kind;
        break;
      default:
        return CKR_GENERAL_ERROR;
    }
  }
  return CKR_OK;
}

/* Whether a slot shows no token, without taking a call from the fault. The caller holds the gate. */
static int slot_is_empty(CK_ULONG slot) {
  char label[33] = "";
  if (!label_of_slot(slot, label)) return 0;
  for (int place = 0; place < FAULTS; place++) {
    struct fault *fault = &page->faults[place];
    if (atomic_load(&fault->kind) != REMOVE_TOKEN || atomic_load(&fault->remaining) == 0) continue;
    if (!fault->token[0] || !strcmp(fault->token, label)) {
      note_removal(place, atomic_load(&fault->generation), slot);
      return 1;
    }
  }
  return 0;
}

/* --- Forwarding ------------------------------------------------------------------------------------------------ */

#define PARAMETERS_1 CK_ULONG a
#define PARAMETERS_2 PARAMETERS_1, CK_ULONG b
#define PARAMETERS_3 PARAMETERS_2, CK_ULONG c
#define PARAMETERS_4 PARAMETERS_3, CK_ULONG d
#define PARAMETERS_5 PARAMETERS_4, CK_ULONG e
#define PARAMETERS_6 PARAMETERS_5, CK_ULONG f
#define PARAMETERS_8 PARAMETERS_6, CK_ULONG g, CK_ULONG h
#define ARGUMENTS_1 a
#define ARGUMENTS_2 a, b
#define ARGUMENTS_3 a, b, c
#define ARGUMENTS_4 a, b, c, d
#define ARGUMENTS_5 a, b, c, d, e
#define ARGUMENTS_6 a, b, c, d, e, f
#define ARGUMENTS_8 a, b, c, d, e, f, g, h

#define FORWARD(about, n, name)                        \
  static CK_RV name(PARAMETERS_##n) {                  \
    struct hit hit;                                    \
    CK_RV rv = enter(FN_##name, about, a, &hit);       \
    if (rv) return rv;                                 \
    if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED; \
    rv = REAL(n, name, ARGUMENTS_##n);                 \
    shut();                                            \
    return rv;                                         \
  }

FORWARD(NOTHING, 1, C_GetInfo)
FORWARD(SLOT, 2, C_GetTokenInfo)
FORWARD(SLOT, 4, C_InitToken)
FORWARD(SLOT, 5, C_OpenSession)
FORWARD(SESSION, 3, C_InitPIN)
FORWARD(SESSION, 5, C_SetPIN)
FORWARD(SESSION, 2, C_GetSessionInfo)
FORWARD(SESSION, 3, C_GetOperationState)
FORWARD(SESSION, 5, C_SetOperationState)
FORWARD(SESSION, 4, C_Login)
FORWARD(SESSION, 1, C_Logout)
FORWARD(SESSION, 4, C_CreateObject)
FORWARD(SESSION, 5, C_CopyObject)
FORWARD(SESSION, 2, C_DestroyObject)
FORWARD(SESSION, 3, C_GetObjectSize)
FORWARD(SESSION, 3, C_EncryptInit)
FORWARD(SESSION, 5, C_EncryptUpdate)
FORWARD(SESSION, 3, C_EncryptFinal)
FORWARD(SESSION, 3, C_DecryptInit)
FORWARD(SESSION, 5, C_DecryptUpdate)
FORWARD(SESSION, 3, C_DecryptFinal)
FORWARD(SESSION, 2, C_DigestInit)
FORWARD(SESSION, 5, C_Digest)
FORWARD(SESSION, 3, C_DigestUpdate)
FORWARD(SESSION, 2, C_DigestKey)
FORWARD(SESSION, 3, C_DigestFinal)
FORWARD(SESSION, 3, C_VerifyInit)
FORWARD(SESSION, 5, C_Verify)
FORWARD(SESSION, 3, C_VerifyUpdate)
FORWARD(SESSION, 3, C_VerifyFinal)
FORWARD(SESSION, 3, C_VerifyRecoverInit)
FORWARD(SESSION, 5, C_VerifyRecover)
FORWARD(SESSION, 5, C_DigestEncryptUpdate)
FORWARD(SESSION, 5, C_DecryptDigestUpdate)
FORWARD(SESSION, 5, C_DecryptVerifyUpdate)
FORWARD(SESSION, 5, C_GenerateKey)
FORWARD(SESSION, 6, C_WrapKey)
FORWARD(SESSION, 8, C_UnwrapKey)
FORWARD(SESSION, 6, C_DeriveKey)
FORWARD(SESSION, 3, C_SeedRandom)
FORWARD(SESSION, 3, C_GenerateRandom)
FORWARD(SESSION, 1, C_GetFunctionStatus)
FORWARD(SESSION, 1, C_CancelFunction)

/* Signatures that would pass the journal by are not made. */
#define REFUSE(n, name)                          \
  static CK_RV name(PARAMETERS_##n) {            \
    struct hit hit;                              \
    CK_RV rv = enter(FN_##name, SESSION, a, &hit); \
    return rv ? rv : CKR_FUNCTION_NOT_SUPPORTED; \
  }

#undef PARAMETERS_1
#define PARAMETERS_1 __attribute__((unused)) CK_ULONG a
#undef PARAMETERS_3
#define PARAMETERS_3 CK_ULONG a, __attribute__((unused)) CK_ULONG b, __attribute__((unused)) CK_ULONG c
REFUSE(3, C_SignRecoverInit)
REFUSE(3, C_SignUpdate)
REFUSE(3, C_SignFinal)
#undef PARAMETERS_5
#define PARAMETERS_5 PARAMETERS_3, __attribute__((unused)) CK_ULONG d, __attribute__((unused)) CK_ULONG e
REFUSE(5, C_SignRecover)
REFUSE(5, C_SignEncryptUpdate)

/* A failed one-shot call ends the operation; the real module is made to end it too, its output thrown away. */
static void end_real(int function, CK_ULONG session, CK_ULONG in, CK_ULONG in_length) {
  if (!open_gate()) return;
  CK_BYTE *scratch = malloc(in_length + 1024);
  CK_ULONG length = in_length + 1024;
  if (scratch) ((p11_5)real->function[function])(session, in, in_length, W(scratch), W(&length));
  free(scratch);
  shut();
}

static CK_RV one_shot(int function, CK_ULONG session, CK_ULONG in, CK_ULONG in_length, CK_ULONG out, CK_ULONG out_length) {
  struct hit hit;
  CK_RV rv = enter(function, SESSION, session, &hit);
  if (rv) {
    end_real(function, session, in, in_length);
    return rv;
  }
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = ((p11_5)real->function[function])(session, in, in_length, out, out_length);
  shut();
  return rv;
}

static CK_RV C_Encrypt(CK_ULONG a, CK_ULONG b, CK_ULONG c, CK_ULONG d, CK_ULONG e) { return one_shot(FN_C_Encrypt, a, b, c, d, e); }
static CK_RV C_Decrypt(CK_ULONG a, CK_ULONG b, CK_ULONG c, CK_ULONG d, CK_ULONG e) { return one_shot(FN_C_Decrypt, a, b, c, d, e); }

/* --- Module, slots, sessions ------------------------------------------------------------------------------------ */

static CK_RV C_Initialize(void *arguments) {
  struct hit hit;
  CK_RV rv = enter(FN_C_Initialize, NOTHING, 0, &hit);
  if (rv) return rv;
  pthread_rwlock_wrlock(&gate);
  if (softhsm_conf[0]) setenv("SOFTHSM2_CONF", softhsm_conf, 1); /* SoftHSM reads it in its C_Initialize */
  if (!library) library = dlopen(real_path, RTLD_NOW | RTLD_LOCAL);
  p11_1 list = NULL;
  if (library) *(void **)&list = dlsym(library, "C_GetFunctionList");
  if (!list) fprintf(stderr, "faulty-pkcs11: %s\n", dlerror());
  CK_FUNCTION_LIST *functions = NULL;
  rv = !list || list(W(&functions)) || !functions ? CKR_GENERAL_ERROR : ((p11_1)functions->function[FN_C_Initialize])(W(arguments));
  if (!rv) real = functions;
  pthread_rwlock_unlock(&gate);
  return rv;
}

static CK_RV C_Finalize(void *reserved) {
  struct hit hit;
  CK_RV rv = enter(FN_C_Finalize, NOTHING, 0, &hit);
  if (rv) return rv;
  pthread_rwlock_wrlock(&gate);
  rv = real ? REAL(1, C_Finalize, W(reserved)) : CKR_CRYPTOKI_NOT_INITIALIZED;
  if (!rv) {
    real = NULL;
    forget(0, NULL, 1);
  }
  pthread_rwlock_unlock(&gate);
  return rv;
}

static CK_RV C_GetSlotList(CK_ULONG present, CK_ULONG *slots, CK_ULONG *count) {
  struct hit hit;
  CK_RV rv = enter(FN_C_GetSlotList, NOTHING, 0, &hit);
  if (rv) return rv;
  if (!count) return CKR_ARGUMENTS_BAD;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  CK_ULONG all[256], length = 256, shown = 0, wanted = 0;
  present &= 0xFF; /* a CK_BBOOL */
  REAL(3, C_GetSlotList, present, 0, W(&wanted)); /* asking for the number makes SoftHSM look again */
  rv = REAL(3, C_GetSlotList, present, W(all), W(&length));
  for (CK_ULONG i = 0; !rv && i < length; i++)
    if (!present || !slot_is_empty(all[i])) all[shown++] = all[i];
  shut();
  if (rv) return rv;
  CK_ULONG room = *count;
  *count = shown;
  if (!slots) return CKR_OK;
  if (room < shown) return CKR_BUFFER_TOO_SMALL;
  memcpy(slots, all, shown * sizeof *slots);
  return CKR_OK;
}

static CK_RV C_GetSlotInfo(CK_ULONG slot, CK_SLOT_INFO *info) {
  struct hit hit;
  CK_RV rv = enter(FN_C_GetSlotInfo, SLOT, slot, &hit);
  if (rv && rv != CKR_TOKEN_NOT_PRESENT) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  CK_RV removed_now = rv;
  rv = REAL(2, C_GetSlotInfo, slot, W(info));
  if (!rv && removed_now) info->flags &= ~CKF_TOKEN_PRESENT;
  shut();
  return rv;
}

static CK_RV C_GetMechanismList(CK_ULONG slot, CK_ULONG *list, CK_ULONG *count) {
  struct hit hit;
  CK_RV rv = enter(FN_C_GetMechanismList, SLOT, slot, &hit);
  if (rv) return rv;
  if (!count) return CKR_ARGUMENTS_BAD;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  CK_ULONG all[1024], length = 1022;
  rv = REAL(3, C_GetMechanismList, slot, W(all), W(&length));
  shut();
  if (rv) return rv;
  if (sm2.sign) {
    all[length++] = sm2.generate;
    all[length++] = sm2.sign;
  }
  CK_ULONG room = *count;
  *count = length;
  if (!list) return CKR_OK;
  if (room < length) return CKR_BUFFER_TOO_SMALL;
  memcpy(list, all, length * sizeof *list);
  return CKR_OK;
}

static CK_RV C_GetMechanismInfo(CK_ULONG slot, CK_ULONG mechanism, CK_MECHANISM_INFO *info) {
  struct hit hit;
  CK_RV rv = enter(FN_C_GetMechanismInfo, SLOT, slot, &hit);
  if (rv) return rv;
  if (sm2.sign && info && (mechanism == sm2.sign || mechanism == sm2.generate)) {
    info->min = info->max = 256;
    info->flags = mechanism == sm2.sign ? CKF_SIGN : CKF_GENERATE_KEY_PAIR;
    return CKR_OK;
  }
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = REAL(3, C_GetMechanismInfo, slot, mechanism, W(info));
  shut();
  return rv;
}

static CK_RV C_CloseSession(CK_ULONG session) {
  struct hit hit;
  CK_RV rv = enter(FN_C_CloseSession, SESSION, session, &hit);
  if (rv) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = REAL(1, C_CloseSession, session);
  if (!rv) forget(session, NULL, 0);
  shut();
  return rv;
}

static CK_RV C_CloseAllSessions(CK_ULONG slot) {
  struct hit hit;
  CK_RV rv = enter(FN_C_CloseAllSessions, SLOT, slot, &hit);
  if (rv) return rv;
  pthread_rwlock_wrlock(&gate);
  rv = real ? REAL(1, C_CloseAllSessions, slot) : CKR_CRYPTOKI_NOT_INITIALIZED;
  if (!rv) forget(0, &slot, 0);
  pthread_rwlock_unlock(&gate);
  return rv;
}

static CK_RV C_WaitForSlotEvent(CK_ULONG flags, CK_ULONG *slot, void *reserved) {
  struct hit hit;
  CK_RV rv = enter(FN_C_WaitForSlotEvent, NOTHING, 0, &hit);
  if (rv) return rv;
  if (!(flags & CKF_DONT_BLOCK)) return CKR_FUNCTION_NOT_SUPPORTED; /* it would keep the gate */
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = REAL(3, C_WaitForSlotEvent, flags, W(slot), W(reserved));
  shut();
  return rv;
}

/* --- Objects ------------------------------------------------------------------------------------------------------ */

static int holds_sm2(CK_ULONG session, CK_ULONG object, struct bag *bag) { return sm2.sign && sm2_load(session, object, bag); }

static CK_RV C_GetAttributeValue(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct hit hit;
  struct bag bag;
  CK_RV rv = enter(FN_C_GetAttributeValue, SESSION, session, &hit);
  if (rv) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = holds_sm2(session, object, &bag) ? bag_read(&bag, template, count)
                                        : REAL(4, C_GetAttributeValue, session, object, W(template), count);
  shut();
  return rv;
}

static CK_RV C_SetAttributeValue(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct hit hit;
  struct bag bag;
  CK_RV rv = enter(FN_C_SetAttributeValue, SESSION, session, &hit);
  if (rv) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = holds_sm2(session, object, &bag) ? sm2_change(session, object, &bag, template, count)
                                        : REAL(4, C_SetAttributeValue, session, object, W(template), count);
  shut();
  return rv;
}

struct handles {
  CK_ULONG *list;
  size_t count;
};

static CK_RV search(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG count, struct handles *out) {
  CK_RV rv = REAL(3, C_FindObjectsInit, session, W(template), count);
  if (rv) return rv;
  for (;;) {
    CK_ULONG got = 0;
    CK_ULONG *more = realloc(out->list, (out->count + 64) * sizeof *more);
    if (!more) rv = CKR_HOST_MEMORY;
    if (more) out->list = more;
    if (!rv) rv = REAL(4, C_FindObjects, session, W(out->list + out->count), 64, W(&got));
    out->count += got;
    if (rv || got == 0) break;
  }
  CK_RV end = REAL(1, C_FindObjectsFinal, session);
  return rv ? rv : end;
}

static int contains(const struct handles *handles, CK_ULONG handle) {
  for (size_t i = 0; i < handles->count; i++)
    if (handles->list[i] == handle) return 1;
  return 0;
}

/* What the real module finds without the data objects that carry SM2 keys, and the SM2 keys that match. */
static CK_RV search_both(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG count, struct state *state) {
  CK_ULONG class = CKO_DATA;
  CK_ATTRIBUTE marked[] = {{CKA_CLASS, &class, sizeof class}, {CKA_APPLICATION, SM2_MARK, sizeof SM2_MARK - 1}};
  struct handles plain = {NULL, 0}, ours = {NULL, 0};
  struct bag bag;
  CK_RV rv = search(session, template, count, &plain);
  if (!rv && sm2.sign) rv = search(session, marked, 2, &ours);
  CK_ULONG *found = rv ? NULL : malloc((plain.count + ours.count + 1) * sizeof *found);
  if (!rv && !found) rv = CKR_HOST_MEMORY;
  size_t total = 0;
  for (size_t i = 0; !rv && i < plain.count; i++)
    if (!contains(&ours, plain.list[i])) found[total++] = plain.list[i];
  for (size_t i = 0; !rv && i < ours.count; i++)
    if (sm2_load(session, ours.list[i], &bag) && bag_matches(&bag, template, count)) found[total++] = ours.list[i];
  free(plain.list);
  free(ours.list);
  if (rv) return rv;
  state->found = found;
  state->found_count = total;
  state->finding = 1;
  return CKR_OK;
}

static CK_RV C_FindObjectsInit(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct hit hit;
  CK_RV rv = enter(FN_C_FindObjectsInit, SESSION, session, &hit);
  if (rv) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  struct state *state = state_for(session);
  rv = !state ? CKR_SESSION_HANDLE_INVALID : state->finding ? CKR_OPERATION_ACTIVE : search_both(session, template, count, state);
  shut();
  return rv;
}

static CK_RV C_FindObjects(CK_ULONG session, CK_ULONG *objects, CK_ULONG room, CK_ULONG *count) {
  struct hit hit;
  CK_RV rv = enter(FN_C_FindObjects, SESSION, session, &hit);
  if (rv) return rv;
  if (!objects || !count) return CKR_ARGUMENTS_BAD;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  struct state *state = state_for(session);
  rv = !state ? CKR_SESSION_HANDLE_INVALID : state->finding ? CKR_OK : CKR_OPERATION_NOT_INITIALIZED;
  for (*count = 0; !rv && *count < room && state->found_next < state->found_count;)
    objects[(*count)++] = state->found[state->found_next++];
  shut();
  return rv;
}

static CK_RV C_FindObjectsFinal(CK_ULONG session) {
  struct hit hit;
  CK_RV rv = enter(FN_C_FindObjectsFinal, SESSION, session, &hit);
  if (rv) return rv;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  struct state *state = state_for(session);
  rv = !state ? CKR_SESSION_HANDLE_INVALID : state->finding ? CKR_OK : CKR_OPERATION_NOT_INITIALIZED;
  if (!rv) end_finding(state);
  shut();
  return rv;
}

static CK_RV C_GenerateKeyPair(CK_ULONG session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_template, CK_ULONG public_count,
                               CK_ATTRIBUTE *private_template, CK_ULONG private_count, CK_ULONG *public_key,
                               CK_ULONG *private_key) {
  struct hit hit;
  CK_RV rv = enter(FN_C_GenerateKeyPair, SESSION, session, &hit);
  if (rv) return rv;
  if (!mechanism || !public_key || !private_key) return CKR_ARGUMENTS_BAD;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = sm2.sign && mechanism->mechanism == sm2.generate
           ? sm2_generate(&sm2, session, public_template, public_count, private_template, private_count, public_key, private_key)
           : REAL(8, C_GenerateKeyPair, session, W(mechanism), W(public_template), public_count, W(private_template),
                  private_count, W(public_key), W(private_key));
  shut();
  return rv;
}

/* --- Signatures ----------------------------------------------------------------------------------------------------- */

static void hex(const CK_BYTE *bytes, size_t length, char *out) {
  for (size_t i = 0; i < length; i++) sprintf(out + 2 * i, "%02x", bytes[i]);
  out[2 * length] = 0;
}

/* One line: mechanism, token, key label, key id, digest, signature, result, fault; to the disk before it returns. */
static int write_down(const struct state *state, const CK_BYTE *data, size_t data_length, const CK_BYTE *signature,
                      size_t length, CK_RV result, enum fault_kind garbage) {
  size_t room = 2 * data_length + 2 * length + 600;
  char *digest = malloc(2 * data_length + 1), *value = malloc(2 * length + 1), *line = malloc(room);
  int kept = 0;
  if (digest && value && line) {
    hex(data, data_length, digest);
    hex(signature, length, value);
    int size = snprintf(line, room, "0x%lx\t%s\t%s\t%s\t%s\t%s\t0x%lx\t%s\n", state->mechanism, state->token, state->label,
                        state->id, digest, value, result, garbage ? "garbage" : "");
    kept = write(journal, line, (size_t)size) == size && fsync(journal) == 0;
  }
  free(digest);
  free(value);
  free(line);
  return kept;
}

/* The key's label and id for the journal; tabs and line ends in a label would break its lines. */
static void remember_key(struct state *state, CK_ULONG session, CK_ULONG key, struct bag *bag) {
  CK_BYTE label[64], id[64];
  CK_ATTRIBUTE look[] = {{CKA_LABEL, label, sizeof label}, {CKA_ID, id, sizeof id}};
  memset(state->label, 0, sizeof state->label);
  state->id[0] = 0;
  CK_RV rv = bag ? bag_read(bag, look, 2) : REAL(4, C_GetAttributeValue, session, key, W(look), 2);
  if (rv) return;
  for (CK_ULONG i = 0; i < look[0].length; i++) state->label[i] = label[i] < ' ' ? '?' : (char)label[i];
  hex(id, look[1].length, state->id);
}

static CK_RV start_signing(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key) {
  struct bag bag;
  struct state *state = state_for(session);
  if (!state) return CKR_SESSION_HANDLE_INVALID;
  if (state->signing) return CKR_OPERATION_ACTIVE;
  int with_sm2 = sm2.sign && mechanism->mechanism == sm2.sign;
  if (with_sm2) {
    if (!holds_sm2(session, key, &bag) || bag_class(&bag) != CKO_PRIVATE_KEY) return CKR_KEY_HANDLE_INVALID;
    if (!bag_is(&bag, CKA_SIGN)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
    state->key = sm2_key(&bag);
    if (!state->key) return CKR_GENERAL_ERROR;
  }
  /* Before the real C_SignInit: some modules refuse other calls while an operation is active. */
  remember_key(state, session, key, with_sm2 ? &bag : NULL);
  CK_RV rv = with_sm2 ? CKR_OK : REAL(3, C_SignInit, session, W(mechanism), key);
  state->mechanism = mechanism->mechanism;
  state->signing = rv == CKR_OK;
  return rv;
}

static CK_RV C_SignInit(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key) {
  struct hit hit;
  CK_RV rv = enter(FN_C_SignInit, SESSION, session, &hit);
  if (rv) return rv;
  if (!mechanism) return CKR_ARGUMENTS_BAD;
  if (!open_gate()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  rv = start_signing(session, mechanism, key);
  shut();
  return rv;
}

static CK_RV make_signature(struct state *state, CK_ULONG session, CK_BYTE *data, CK_ULONG data_length, CK_BYTE *signature,
                            CK_ULONG *length) {
  if (!state->key) return REAL(5, C_Sign, session, W(data), data_length, W(signature), W(length));
  CK_BYTE raw[64], der[72];
  if (data_length != 32) return CKR_DATA_LEN_RANGE;
  if (!signature || *length < (sm2.der ? 72 : 64)) {
    *length = sm2.der ? 72 : 64;
    return signature ? CKR_BUFFER_TOO_SMALL : CKR_OK;
  }
  if (!sm2_sign(state->key, data, raw)) return CKR_GENERAL_ERROR;
  *length = sm2.der ? sm2_der(raw, der) : 64;
  memcpy(signature, sm2.der ? der : raw, *length);
  return *length ? CKR_OK : CKR_GENERAL_ERROR;
}

static CK_RV spoil(const struct state *state, enum fault_kind garbage, CK_BYTE *signature, CK_ULONG *length) {
  CK_BYTE raw[64];
  if (getrandom(raw, sizeof raw, 0) != sizeof raw) return CKR_GENERAL_ERROR;
  raw[0] &= 0x7F; /* r and s below the order: wrong, not malformed */
  raw[32] &= 0x7F;
  if (garbage == GARBAGE && state->key && sm2.der)
    *length = sm2_der(raw, signature);
  else
    for (CK_ULONG i = 0; i < *length; i++) signature[i] = raw[i % 64];
  if (garbage == GARBAGE_LENGTH) --*length;
  return CKR_OK;
}

static CK_RV C_Sign(CK_ULONG session, CK_BYTE *data, CK_ULONG data_length, CK_BYTE *signature, CK_ULONG *length) {
  struct hit hit = {NO_FAULT};
  CK_RV rv = CKR_OK;
  if (!length || !data) return CKR_ARGUMENTS_BAD;
  if (signature) rv = enter(FN_C_Sign, SESSION, session, &hit); /* asking for the length is no signature */
  if (!open_gate()) return rv ? rv : CKR_CRYPTOKI_NOT_INITIALIZED;
  struct state *state = state_for(session);
  if (!state || !state->signing) {
    if (!rv) rv = state ? CKR_OPERATION_NOT_INITIALIZED : CKR_SESSION_HANDLE_INVALID;
    shut();
    return rv;
  }
  if (rv) {
    CK_BYTE scratch[1024];
    CK_ULONG size = sizeof scratch;
    if (!state->key) REAL(5, C_Sign, session, W(data), data_length, W(scratch), W(&size));
  } else {
    rv = make_signature(state, session, data, data_length, signature, length);
    if (!rv && hit.garbage) rv = spoil(state, hit.garbage, signature, length);
  }
  if (signature && rv != CKR_BUFFER_TOO_SMALL) {
    if (!write_down(state, data, data_length, signature, rv ? 0 : *length, rv, hit.garbage) && !rv) {
      memset(signature, 0, *length); /* not written down, not handed out */
      rv = CKR_GENERAL_ERROR;
    }
    end_signing(state);
  }
  shut();
  return rv;
}

/* --- The list --------------------------------------------------------------------------------------------------------- */

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list);

#define P11_POINTER(name) (void *)name,
static CK_FUNCTION_LIST functions = {2, 40, {P11_FUNCTIONS(P11_POINTER)}};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  if (!list) return CKR_ARGUMENTS_BAD;
  if (!ready()) return CKR_GENERAL_ERROR;
  atomic_fetch_add(&page->calls[FN_C_GetFunctionList], 1);
  *list = &functions;
  return CKR_OK;
}
