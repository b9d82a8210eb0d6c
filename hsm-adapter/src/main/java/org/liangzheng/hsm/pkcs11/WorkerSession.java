package org.liangzheng.hsm.pkcs11;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.Session;

/**
 * What one worker thread holds: a session on the token that the rota gave it, and one on another
 * token for each key that its own token lacks. Keeps the handles of the keys it used last.
 */
final class WorkerSession implements Session {
  private static final int MAX_HANDLES = 256;

  /** Makes a worker's session from an opened one. */
  @FunctionalInterface
  interface Maker {
    WorkerSession make(DeviceRota<Token>.Turn turn, NativeSession session);
  }

  /** A key as one session of this worker sees it. */
  record Held(NativeSession session, long handle) {}

  /** One session and its place in the rota. */
  private record Open(DeviceRota<Token>.Turn turn, NativeSession session) {
    void close() {
      session.close();
      turn.close();
    }
  }

  private final TokenAccess access;
  private final KeyFinder finder;
  private final Open own;
  private final Map<Token, Open> others = new HashMap<>();
  private long keysVersion;
  private final Map<TokenKey, Held> handles =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenKey, Held> eldest) {
          return size() > MAX_HANDLES;
        }
      };

  WorkerSession(
      TokenAccess access, KeyFinder finder, DeviceRota<Token>.Turn turn, NativeSession session) {
    this.access = access;
    this.finder = finder;
    this.own = new Open(turn, session);
  }

  @Override
  public boolean usable() {
    if (!own.session.usable() || !own.turn.usable()) {
      return false;
    }
    for (Open other : others.values()) {
      if (!other.session.usable()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the key is, from memory or found anew.
   *
   * @param version grows when this vault makes or destroys keys: handles of before are forgotten
   * @throws CustodyException.KeyAbsent if every token was asked and none has this very key
   * @throws CustodyException.VaultUnavailable if a token that may have it cannot be asked
   */
  private Held held(TokenKey key, long version) {
    if (version != keysVersion) {
      handles.clear();
      keysVersion = version;
    }
    Held known = handles.get(key);
    if (known != null) {
      return known;
    }
    Held found =
        search(session ->
                finder
                    .find(session, key.reference())
                    .filter(one -> one.key().sameAs(key))
                    .map(one -> new Held(session, one.handle())))
            .orElseThrow(() -> new CustodyException.KeyAbsent(key.reference()));
    handles.put(key, found);
    return found;
  }

  /** What is done with a key once its handle is known. */
  @FunctionalInterface
  interface Use<R> {
    R with(Held held) throws StaleHandleException;
  }

  /**
   * Uses a key; looks for it again, once, if it is not where it was. Nothing was done with it in
   * that case, so this is no second attempt.
   *
   * @throws CustodyException as {@link #held}
   * @throws CustodyException.SessionLost if its handle is refused as soon as it was found
   */
  <R> R use(TokenKey key, long version, Use<R> use) {
    Held held = held(key, version);
    try {
      return use.with(held);
    } catch (StaleHandleException moved) {
      handles.remove(key);
      held = held(key, version);
    }
    try {
      return use.with(held);
    } catch (StaleHandleException again) {
      held.session().require("key", Ckr.KEY_HANDLE_INVALID.number);
      throw new IllegalStateException("a stale handle is always a failure", again);
    }
  }

  /**
   * Asks the own token, then the others, until one answers with something.
   *
   * @throws CustodyException.VaultUnavailable if none did and one could not be asked
   */
  <R> Optional<R> search(Function<NativeSession, Optional<R>> question) {
    Optional<R> answer = question.apply(own.session);
    @Nullable Token unasked = null;
    for (Token token : access.rota().devices()) {
      if (answer.isPresent()) {
        return answer;
      }
      if (!token.equals(own.session.token())) {
        @Nullable NativeSession other = other(token);
        if (other == null) {
          unasked = token;
        } else {
          answer = question.apply(other);
        }
      }
    }
    if (answer.isEmpty() && unasked != null) {
      throw new CustodyException.VaultUnavailable(
          access.vault(), "it is on no token that serves, and " + unasked.name() + " does not");
    }
    return answer;
  }

  /**
   * A session on every token, in the settings' order.
   *
   * @throws CustodyException.VaultUnavailable if one token cannot be had: what must be the same on
   *     all of them is then done on none
   */
  List<NativeSession> everywhere() {
    List<NativeSession> sessions = new ArrayList<>();
    for (Token token : access.rota().devices()) {
      @Nullable NativeSession session =
          token.equals(own.session.token()) ? own.session : other(token);
      if (session == null) {
        throw new CustodyException.VaultUnavailable(
            access.vault(), "this is done on all tokens, and " + token.name() + " does not serve");
      }
      sessions.add(session);
    }
    return sessions;
  }

  /** Null if the token does not serve now. */
  private @Nullable NativeSession other(Token token) {
    Open open = others.get(token);
    if (open != null && open.session.usable()) {
      return open.session;
    }
    if (open != null) {
      others.remove(token);
      handles.values().removeIf(held -> held.session() == open.session);
      open.close();
    }
    if (access.state(token) != DeviceHealth.State.READY) {
      return null;
    }
    DeviceRota<Token>.Turn turn = access.rota().turnOn(token);
    try {
      Open opened = new Open(turn, access.open(turn, false));
      others.put(token, opened);
      return opened.session;
    } catch (CustodyException gone) {
      turn.close();
      return null;
    }
  }

  /** A session on every token that serves now, the own one first. */
  List<NativeSession> serving() {
    List<NativeSession> sessions = new ArrayList<>(List.of(own.session));
    for (Token token : access.rota().devices()) {
      @Nullable NativeSession session = token.equals(own.session.token()) ? null : other(token);
      if (session != null) {
        sessions.add(session);
      }
    }
    return sessions;
  }

  /** Runs an act that writes, in a session of its own on the token of that session. */
  <R> R writing(NativeSession beside, Function<NativeSession, R> act) {
    try (DeviceRota<Token>.Turn turn = access.rota().turnOn(beside.token());
        NativeSession session = access.open(turn, true)) {
      return act.apply(session);
    }
  }

  NativeSession own() {
    return own.session;
  }

  @Override
  public void close() {
    others.values().forEach(Open::close);
    own.close();
  }
}
