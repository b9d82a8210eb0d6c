/*
 * The bare C loop a binding is measured against: THREADS threads, one session each, sign the same
 * 32 bytes for SECONDS with the key at INDEX of LIBRARY. The password is read from a file, so that
 * it stands in no list of processes.
 *
 *   sdfloop LIBRARY INDEX PASSWORD-FILE THREADS SECONDS
 *
 * Prints one line of JSON: signatures, wall seconds, signatures a wall second, CPU seconds of the
 * process while signing, signatures a CPU second. Ends with 1 and a code on standard error if any
 * call fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static int (*open_device)(void **);
static int (*open_session)(void *, void **);
static int (*access_right)(void *, uint32_t, uint8_t *, uint32_t);
static int (*internal_sign)(void *, uint32_t, uint8_t *, uint32_t, uint8_t *);
static int (*close_session)(void *);
static int (*close_device)(void *);

static void *device;
static uint32_t key_index;
static uint8_t password[1024];
static uint32_t password_length;
static pthread_barrier_t start;
static volatile int over;

static void die(const char *what, int code) {
  fprintf(stderr, "sdfloop: %s: 0x%08x\n", what, (unsigned)code);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void *loop(void *result) {
  void *session = NULL;
  int rv = open_session(device, &session);
  if (rv != 0) {
    die("SDF_OpenSession", rv);
  }
  rv = access_right(session, key_index, password, password_length);
  if (rv != 0) {
    die("SDF_GetPrivateKeyAccessRight", rv);
  }
  uint8_t data[32], signature[128];
  memset(data, 0x5a, sizeof data);
  unsigned long made = 0;
  pthread_barrier_wait(&start);
  while (!over) {
    rv = internal_sign(session, key_index, data, sizeof data, signature);
    if (rv != 0) {
      die("SDF_InternalSign_ECC", rv);
    }
    made++;
  }
  *(unsigned long *)result = made;
  close_session(session);
  return NULL;
}

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (found == NULL) {
    fprintf(stderr, "sdfloop: no %s\n", name);
    exit(1);
  }
  return found;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: sdfloop LIBRARY INDEX PASSWORD-FILE THREADS SECONDS\n");
    return 64;
  }
  void *library = dlopen(argv[1], RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "sdfloop: %s\n", dlerror());
    return 1;
  }
  *(void **)&open_device = symbol(library, "SDF_OpenDevice");
  *(void **)&open_session = symbol(library, "SDF_OpenSession");
  *(void **)&access_right = symbol(library, "SDF_GetPrivateKeyAccessRight");
  *(void **)&internal_sign = symbol(library, "SDF_InternalSign_ECC");
  *(void **)&close_session = symbol(library, "SDF_CloseSession");
  *(void **)&close_device = symbol(library, "SDF_CloseDevice");
  key_index = (uint32_t)strtoul(argv[2], NULL, 10);
  FILE *file = fopen(argv[3], "re");
  if (file == NULL) {
    perror(argv[3]);
    return 1;
  }
  password_length = (uint32_t)fread(password, 1, sizeof password, file);
  fclose(file);
  if (password_length > 0 && password[password_length - 1] == '\n') {
    password_length--;
  }
  int threads = atoi(argv[4]);
  double seconds = atof(argv[5]);
  if (threads < 1 || threads > 256 || seconds <= 0) {
    fprintf(stderr, "sdfloop: 1 to 256 threads, more than 0 seconds\n");
    return 64;
  }
  int rv = open_device(&device);
  if (rv != 0) {
    die("SDF_OpenDevice", rv);
  }
  pthread_t thread[256];
  static unsigned long made[256];
  pthread_barrier_init(&start, NULL, (unsigned)threads + 1);
  for (int i = 0; i < threads; i++) {
    pthread_create(&thread[i], NULL, loop, &made[i]);
  }
  pthread_barrier_wait(&start);
  double begin = now(), cpu_begin = cpu();
  struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  nanosleep(&time, NULL);
  over = 1;
  unsigned long sum = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(thread[i], NULL);
    sum += made[i];
  }
  double wall = now() - begin, burnt = cpu() - cpu_begin;
  close_device(device);
  printf("{\"threads\":%d,\"signatures\":%lu,\"seconds\":%.3f,\"perSecond\":%.1f,"
         "\"cpuSeconds\":%.3f,\"perCpuSecond\":%.1f}\n",
         threads, sum, wall, (double)sum / wall, burnt, (double)sum / burnt);
  return 0;
}
