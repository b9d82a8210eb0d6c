/*
 * The page of memory shared with the test (FaultyPkcs11 in Java writes the same offsets): faults to be taken, and
 * how often each function was called. A call looks at sixteen words; nothing is read from disk.
 */
#ifndef LZ_FAULTY_CONTROL_H
#define LZ_FAULTY_CONTROL_H

#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "p11.h"

#define PAGE_MAGIC 0x31304B41465A4C00UL
#define PAGE_SIZE_BYTES 16384
#define FAULTS 16

enum fault_kind {
  NO_FAULT = 0,
  RETURN_CODE = 1,       /* parameter: the CK_RV; nothing is forwarded */
  KILL_SESSION = 2,      /* the session is closed and the call finds it gone */
  REMOVE_TOKEN = 3,      /* all of the token, until the fault is lifted; its sessions do not come back */
  DELAY = 4,             /* parameter: milliseconds before the call is forwarded */
  STUCK = 5,             /* the call waits until the fault is lifted */
  GARBAGE = 6,           /* a signature of random numbers */
  GARBAGE_LENGTH = 7     /* a signature of random bytes, one byte too few */
};

struct fault {
  _Atomic uint64_t kind;       /* written last; 0 means free */
  _Atomic uint64_t generation; /* another one each time the place is filled or lifted */
  _Atomic int64_t remaining;   /* calls still to be struck; below 0: without end */
  uint64_t parameter;
  uint64_t functions[2]; /* bit n of the 128: function number n */
  _Atomic uint64_t struck;
  char token[72]; /* its label alone, without the trailing spaces; empty: every token */
};

struct page {
  uint64_t magic;
  char unused[248];
  struct fault faults[FAULTS];
  char unused_too[4096 - 256 - FAULTS * sizeof(struct fault)];
  _Atomic uint64_t calls[FN_COUNT];
  char unused_still[1024 - FN_COUNT * 8];
  _Atomic uint64_t waiting; /* calls that are stuck at this moment */
};

_Static_assert(sizeof(struct fault) == 128, "as in Java");
_Static_assert(offsetof(struct page, faults) == 256, "as in Java");
_Static_assert(offsetof(struct page, calls) == 4096, "as in Java");
_Static_assert(offsetof(struct page, waiting) == 5120, "as in Java");

static struct page *open_page(const char *path) {
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return NULL;
  struct page *page = mmap(NULL, PAGE_SIZE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return page == MAP_FAILED || page->magic != PAGE_MAGIC ? NULL : page;
}

static int fault_means(const struct fault *fault, int function) {
  return (fault->functions[function / 64] >> (function % 64)) & 1;
}

/* One of the calls left to a fault; false when it has none left. */
static int fault_takes(struct fault *fault) {
  int64_t left = atomic_load(&fault->remaining);
  while (left > 0)
    if (atomic_compare_exchange_weak(&fault->remaining, &left, left - 1)) break;
  if (left == 0) return 0;
  atomic_fetch_add(&fault->struck, 1);
  return 1;
}

static void sleep_ms(uint64_t ms) {
  struct timespec time = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000L};
  while (nanosleep(&time, &time) != 0) continue;
}

/* Waits until whoever filled the place empties it or fills it anew. */
static void stay_stuck(struct page *page, struct fault *fault, uint64_t generation) {
  atomic_fetch_add(&page->waiting, 1);
  while (atomic_load(&fault->kind) == STUCK && atomic_load(&fault->generation) == generation) sleep_ms(1);
  atomic_fetch_sub(&page->waiting, 1);
}

#endif
