package org.liangzheng.api.web;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Caches of what the database says. Who looks for something holds its place in the cache while
 * waiting for a connection; who has a connection must not wait for that place: with as many of
 * these as the pool has connections, all would wait until they give up.
 */
public final class SharedLooks {
  private SharedLooks() {}

  /**
   * What is kept, or what is found now. Found inside a transaction it is not kept, since the
   * transaction may see what nobody else ever will.
   *
   * @param find asks the database; never gives null
   */
  public static <K, V> V get(Cache<K, V> cache, K key, Function<K, V> find) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return cache.get(key, find);
    }
    V kept = cache.getIfPresent(key);
    return kept == null ? find.apply(key) : kept;
  }
}
