/*
 * The bare C loop that the PKCS#11 adapter is measured against: one session per thread, 32 bytes to C_Sign.
 *
 *   p11loop MODULE TOKEN PIN KEY THREADS SECONDS [MECHANISM]
 *
 * prints one line of JSON: {"signatures":n,"seconds":wall,"cpuSeconds":of this process,"perSecond":…,"perCpuSecond":…}
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "p11.h"

#define MOST_THREADS 256

static CK_FUNCTION_LIST *p11;
#define CALL(n, name, ...) check(#name, ((p11_##n)p11->function[FN_##name])(__VA_ARGS__))

static CK_ULONG mechanism[3] = {CKM_ECDSA, 0, 0};
static atomic_int stop;
static pthread_barrier_t start;

static void check(const char *what, CK_RV rv) {
  if (rv == CKR_OK) return;
  fprintf(stderr, "p11loop: %s: 0x%lx\n", what, rv);
  exit(1);
}

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static CK_ULONG token_slot(const char *label) {
  CK_ULONG slots[256], count = 256;
  CALL(3, C_GetSlotList, 1, W(slots), W(&count));
  for (CK_ULONG i = 0; i < count; i++) {
    CK_TOKEN_INFO info;
    memset(&info, 0, sizeof info);
    char padded[33];
    snprintf(padded, sizeof padded, "%-32s", label);
    CALL(2, C_GetTokenInfo, slots[i], W(&info));
    if (memcmp(info.label, padded, strlen(label)) == 0 && (strlen(label) >= 32 || info.label[strlen(label)] == ' ')) return slots[i];
  }
  fprintf(stderr, "p11loop: no token %s\n", label);
  exit(1);
}

static CK_ULONG private_key(CK_ULONG session, const char *label) {
  CK_ULONG class = CKO_PRIVATE_KEY, keys[2], count = 0;
  CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &class, sizeof class}, {CKA_LABEL, (void *)label, strlen(label)}};
  CALL(3, C_FindObjectsInit, session, W(wanted), 2);
  CALL(4, C_FindObjects, session, W(keys), 2, W(&count));
  CALL(1, C_FindObjectsFinal, session);
  if (count != 1) {
    fprintf(stderr, "p11loop: %lu private keys %s\n", count, label);
    exit(1);
  }
  return keys[0];
}

struct worker {
  pthread_t thread;
  CK_ULONG session, key, made;
};

static void sign_once(struct worker *worker) {
  CK_BYTE digest[32], signature[128];
  CK_ULONG length = sizeof signature;
  memset(digest, 0x5A, sizeof digest);
  memcpy(digest, &worker->made, sizeof worker->made);
  CALL(3, C_SignInit, worker->session, W(mechanism), worker->key);
  CALL(5, C_Sign, worker->session, W(digest), sizeof digest, W(signature), W(&length));
}

static void *work(void *argument) {
  struct worker *worker = argument;
  for (int i = 0; i < 100; i++) sign_once(worker); /* not counted */
  pthread_barrier_wait(&start);
  for (; !atomic_load_explicit(&stop, memory_order_relaxed); worker->made++) sign_once(worker);
  return NULL;
}

int main(int count, char **arguments) {
  if (count < 7) {
    fprintf(stderr, "p11loop MODULE TOKEN PIN KEY THREADS SECONDS [MECHANISM]\n");
    return 64;
  }
  int threads = atoi(arguments[5]);
  double run = atof(arguments[6]);
  if (count > 7) mechanism[0] = strtoul(arguments[7], NULL, 0);
  if (threads < 1 || threads > MOST_THREADS || run <= 0) return 64;
  void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  p11_1 list = NULL;
  if (library) *(void **)&list = dlsym(library, "C_GetFunctionList");
  if (!list) {
    fprintf(stderr, "p11loop: %s\n", dlerror());
    return 1;
  }
  check("C_GetFunctionList", list(W(&p11)));
  CK_C_INITIALIZE_ARGS locking = {NULL, NULL, NULL, NULL, CKF_OS_LOCKING_OK, NULL};
  CALL(1, C_Initialize, W(&locking));
  CK_ULONG slot = token_slot(arguments[2]);
  static struct worker workers[MOST_THREADS];
  pthread_barrier_init(&start, NULL, (unsigned)threads + 1);
  for (int i = 0; i < threads; i++) {
    CALL(5, C_OpenSession, slot, CKF_SERIAL_SESSION, 0, 0, W(&workers[i].session));
    if (i == 0) CALL(4, C_Login, workers[0].session, CKU_USER, W(arguments[3]), strlen(arguments[3]));
    workers[i].key = private_key(workers[i].session, arguments[4]);
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) return 1;
  }
  pthread_barrier_wait(&start);
  double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  usleep((useconds_t)(run * 1e6));
  atomic_store(&stop, 1);
  CK_ULONG made = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(workers[i].thread, NULL);
    made += workers[i].made;
  }
  wall = seconds(CLOCK_MONOTONIC) - wall;
  cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  printf("{\"signatures\":%lu,\"seconds\":%.6f,\"cpuSeconds\":%.6f,\"perSecond\":%.1f,\"perCpuSecond\":%.1f}\n", made, wall,
         cpu, (double)made / wall, (double)made / cpu);
  fflush(stdout);
  _exit(0);
}
