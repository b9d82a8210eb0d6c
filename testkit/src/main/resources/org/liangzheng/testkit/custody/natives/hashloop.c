/*
 * OpenSSL's digests alone, for comparison: hashloop SM3|SHA256 SECONDS SIZE…
 *
 * prints one line of JSON for each size (bytes):
 * {"digest":"SM3","size":n,"digests":n,"cpuSeconds":of this thread,"perCpuSecond":…,"bytesPerCpuSecond":…}
 */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count < 4) {
    fprintf(stderr, "hashloop SM3|SHA256 SECONDS SIZE…\n");
    return 64;
  }
  EVP_MD *digest = EVP_MD_fetch(NULL, arguments[1], NULL);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  double run = atof(arguments[2]);
  if (!digest || !context || run <= 0) {
    fprintf(stderr, "hashloop: no digest %s\n", arguments[1]);
    return 1;
  }
  for (int i = 3; i < count; i++) {
    size_t size = strtoul(arguments[i], NULL, 10);
    unsigned char *data = malloc(size + 1), out[EVP_MAX_MD_SIZE];
    if (!data || size == 0) return 64;
    memset(data, 0x5A, size);
    unsigned long made = 0, batch = size >= 65536 ? 1 : 65536 / size;
    double start = cpu(), spent;
    do {
      for (unsigned long j = 0; j < batch; j++, made++) {
        unsigned length = 0;
        data[0] = (unsigned char)made;
        if (EVP_DigestInit_ex2(context, digest, NULL) != 1 || EVP_DigestUpdate(context, data, size) != 1 ||
            EVP_DigestFinal_ex(context, out, &length) != 1 || length != 32)
          return 1;
      }
      spent = cpu() - start;
    } while (spent < run);
    printf("{\"digest\":\"%s\",\"size\":%zu,\"digests\":%lu,\"cpuSeconds\":%.6f,\"perCpuSecond\":%.1f,\"bytesPerCpuSecond\":%.0f}\n",
           arguments[1], size, made, spent, (double)made / spent, (double)made * (double)size / spent);
    free(data);
  }
  EVP_MD_CTX_free(context);
  EVP_MD_free(digest);
  return 0;
}
