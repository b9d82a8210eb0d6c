/*
 * Makes key pairs in the test device sdf.c, as a vendor's own tool does in a real one: SDF itself
 * has no call for it.
 *
 *   sdfprovision LIBRARY FIRST LAST PASSWORD-FILE
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: sdfprovision LIBRARY FIRST LAST PASSWORD-FILE\n");
    return 64;
  }
  void *library = dlopen(argv[1], RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "sdfprovision: %s\n", dlerror());
    return 1;
  }
  int (*provision)(uint32_t, const uint8_t *, uint32_t);
  *(void **)&provision = dlsym(library, "SDFTEST_Provision");
  if (provision == NULL) {
    fprintf(stderr, "sdfprovision: not the test device\n");
    return 1;
  }
  uint8_t password[1025];
  FILE *file = fopen(argv[4], "re");
  if (file == NULL) {
    perror(argv[4]);
    return 1;
  }
  uint32_t length = (uint32_t)fread(password, 1, sizeof password, file);
  fclose(file);
  if (length > 0 && password[length - 1] == '\n') {
    length--;
  }
  uint32_t last = (uint32_t)strtoul(argv[3], NULL, 10);
  for (uint32_t index = (uint32_t)strtoul(argv[2], NULL, 10); index <= last; index++) {
    int rv = provision(index, password, length);
    if (rv != 0) {
      fprintf(stderr, "sdfprovision: index %u: %d\n", index, rv);
      return 1;
    }
    printf("%u\n", index);
  }
  return 0;
}
