package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.DeviceProber;
import org.liangzheng.hsm.pool.DeviceRota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions on the tokens of one vault: chooses the token, finds its slot, logs in. */
final class TokenAccess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenAccess.class);

  private final String vault;
  private final TokenModule module;
  private final DeviceRota<Token> rota;
  private final DeviceProber<Token> prober;
  private final Pin pin;
  private final SecureRandom random;

  /** Whether any token took the PIN: then one that rejects it is out alone. */
  private volatile boolean pinTaken;

  TokenAccess(Pkcs11VaultSettings settings, TokenModule module, Pin pin, SecureRandom random) {
    this.vault = settings.name();
    this.module = module;
    this.pin = pin.copy();
    this.random = random;
    this.rota =
        new DeviceRota<>(
            settings.tokens().stream().map(Token::new).toList(), settings.rest(), System::nanoTime);
    this.prober = new DeviceProber<>(vault, rota, this::probe);
  }

  String vault() {
    return vault;
  }

  DeviceRota<Token> rota() {
    return rota;
  }

  TokenModule module() {
    return module;
  }

  /** The token's present slot and description; failures as {@link TokenModule#token}. */
  TokenInfo info(Token token) {
    return module.token(vault, token.id());
  }

  /**
   * Opens a session on whichever token serves.
   *
   * @throws CustodyException.PinRejected if no token has ever taken the PIN, or none does any more
   * @throws CustodyException if none can be opened; no call was made
   */
  WorkerSession openAny(WorkerSession.Maker maker) {
    try {
      return openRound(maker);
    } catch (CustodyException.TokenAbsent | CustodyException.VaultUnavailable gone) {
      // Some modules see a token that came back only after they start anew.
      if (!module.renew(vault)) {
        throw gone;
      }
      return openRound(maker);
    }
  }

  private WorkerSession openRound(WorkerSession.Maker maker) {
    List<Token> tried = new ArrayList<>();
    @Nullable CustodyException last = null;
    Optional<DeviceRota<Token>.Turn> next = rota.take(tried);
    while (next.isPresent()) {
      DeviceRota<Token>.Turn turn = next.get();
      try {
        return maker.make(turn, open(turn, false));
      } catch (CustodyException failure) {
        turn.close();
        if (refusal(failure) && !pinTaken) {
          throw failure;
        }
        LOG.warn("Vault {}: {} does not serve: {}", vault, turn.device().name(), say(failure));
        tried.add(turn.device());
        last = last == null || refusal(last) ? failure : last;
      }
      next = rota.take(tried);
    }
    throw closedWith(last);
  }

  private CustodyException closedWith(@Nullable CustodyException last) {
    if (last == null) {
      return new CustodyException.PinRejected(vault);
    }
    if (last instanceof CustodyException.SessionLost || last.code() == CustodyCode.VAULT_FAULT) {
      return new CustodyException.VaultUnavailable(vault, say(last), last);
    }
    return last;
  }

  private static String say(CustodyException failure) {
    String message = failure.getMessage();
    return message == null ? failure.code().code() : message;
  }

  private static boolean refusal(CustodyException failure) {
    return failure instanceof CustodyException.PinRejected
        || failure instanceof CustodyException.PinLocked;
  }

  /**
   * Opens a session on the turn's token and logs the token in. Tells the rota what came of it; the
   * turn stays the caller's to close.
   */
  NativeSession open(DeviceRota<Token>.Turn turn, boolean writing) {
    NativeSession session = null;
    try {
      TokenInfo token = info(turn.device());
      session = openSession(turn, token, writing);
      login(session, token);
      pinTaken = true;
      return session;
    } catch (CustodyException failure) {
      if (session != null) {
        session.close();
      }
      if (refusal(failure)) {
        if (pinTaken) {
          turn.refused(failure.code());
        }
      } else if (failure.code() != CustodyCode.VAULT_FAULT) {
        turn.lost(failure.code());
      }
      throw failure;
    }
  }

  private NativeSession openSession(DeviceRota<Token>.Turn turn, TokenInfo token, boolean writing) {
    module.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
      long flags = Ck.SERIAL_SESSION | (writing ? Ck.RW_SESSION : 0);
      long answer =
          module.cryptoki.openSession(
              token.slot(), flags, MemorySegment.NULL, MemorySegment.NULL, handle);
      if (!Ckr.OK.is(answer)) {
        String detail = "C_OpenSession " + Ckr.text(answer) + " " + turn.device().name();
        // A token that has no session left for us still serves those that are open.
        throw Ckr.SESSION_COUNT.is(answer)
            ? new CustodyException.VaultFault(vault, detail)
            : new CustodyException.VaultUnavailable(vault, detail);
      }
      return new NativeSession(vault, module, turn, handle.get(ValueLayout.JAVA_LONG, 0));
    } finally {
      module.leave();
    }
  }

  /** Log-in is one for all sessions of the process; a wrong PIN is offered once. */
  private void login(NativeSession session, TokenInfo token) {
    LoginMemory memory = module.login(token, random);
    synchronized (memory) {
      long state = session.state();
      if (state == Ck.STATE_RO_USER || state == Ck.STATE_RW_USER) {
        if (memory.differsFromAccepted(pin)) {
          throw new CustodyException.PinRejected(vault);
        }
        return;
      }
      if (memory.wasRejected(pin)) {
        throw new CustodyException.PinRejected(vault);
      }
      if ((token.flags() & Ck.TOKEN_USER_PIN_LOCKED) != 0) {
        throw new CustodyException.PinLocked(vault, "the token says so");
      }
      long answer = pin.use(session::login);
      if (Ckr.OK.is(answer)) {
        memory.accept(pin);
      } else if (!Ckr.USER_ALREADY_LOGGED_IN.is(answer)) {
        if (Ckr.meaning(answer) == Ckr.Meaning.PIN_WRONG) {
          memory.reject(pin);
        }
        session.require("C_Login", answer);
      }
    }
  }

  private void probe(Token token) {
    try (DeviceRota<Token>.Turn turn = rota.turnOn(token);
        NativeSession session = open(turn, false)) {
      session.state();
      LOG.info("Vault {}: {} serves again", vault, token.name());
    }
  }

  /** Asks every ready token whether it is there; finds what idle sessions do not. */
  void look() {
    for (Token token : rota.devices()) {
      try {
        info(token);
      } catch (CustodyException gone) {
        if (state(token) == DeviceHealth.State.READY) {
          rota.stillLost(token, gone.code());
        }
      }
    }
  }

  DeviceHealth.State state(Token token) {
    return rota.health().stream()
        .filter(health -> health.device().equals(token.name()))
        .map(DeviceHealth::state)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    prober.close();
    pin.close();
    module.release();
  }
}
