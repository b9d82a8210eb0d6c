package org.liangzheng.api.licence.batch;

/**
 * Lines by what they came to.
 *
 * @param refused for a reason of their own, each told
 * @param failed tried some times in vain through no fault of their own
 */
record BatchCounts(int done, int refused, int failed, int cancelled) {
  int settled() {
    return done + refused + failed + cancelled;
  }
}
