package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pkcs11.TokenReport;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.JournalEntry;
import org.liangzheng.testkit.custody.natives.ModuleFault;
import org.liangzheng.testkit.custody.natives.P11Function;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Several tokens with the same keys: shared load, takeover, return; one log-in for all. */
@Timeout(120)
class Pkcs11TokensTest {
  @TempDir Path folder;
  private Pkcs11World world;
  private FaultyPkcs11 module;

  @BeforeEach
  void start() {
    world = new Pkcs11World(folder, Sm2Numbers.NONE);
    module = world.module;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Pkcs11Vault twoTokens() {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    world.hsm.clone(world.one, "two");
    return world.open(world.settings("one", "two"));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private Set<String> tokensOf(List<JournalEntry> entries) {
    Set<String> tokens = new HashSet<>();
    entries.stream().filter(e -> e.result() == 0).forEach(e -> tokens.add(e.token()));
    return tokens;
  }

  @Test
  void oneOfTwoTokensDiesUnderSixteenThreadsAndNoRequestFails() throws Exception {
    Pkcs11Vault vault = twoTokens();
    SigningKey key = vault.signingKey("office");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger done = new AtomicInteger();
    AtomicLong longest = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> callers = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        int thread = t;
        callers.add(
            threads.submit(() -> {
              for (int i = 0; !stop.get(); i++) {
                long start = System.nanoTime();
                world.sign(key, thread * 100_000 + i, new RecordedAttempts());
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
                done.incrementAndGet();
              }
            }));
      }
      try {
        await("both serve", () -> done.get() > 200 && tokensOf(module.journal()).size() == 2);
        longest.set(0);
        FaultyPkcs11.Injected death = module.inject(ModuleFault.tokenRemoved().token("one"));
        int then = done.get();
        await("the other has taken over", () -> done.get() > then + 200);
        assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
        int journal = module.journal().size();
        death.lift();
        await(
            "both serve again",
            () -> tokensOf(module.journal().stream().skip(journal).toList()).size() == 2);
      } finally {
        stop.set(true);
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofSeconds(2));
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.UP);
    System.out.println(
        "takeover: longest request " + Duration.ofNanos(longest.get()).toMillis() + " ms");
  }

  @Test
  void aTokenWithErrorsInEveryCallDoesNotFailARequest() throws Exception {
    Pkcs11Vault vault = twoTokens();
    SigningKey key = vault.signingKey("office");
    module.inject(ModuleFault.deviceError().token("two"));
    for (int i = 0; i < 50; i++) {
      world.sign(key, i, new RecordedAttempts());
    }
    assertThat(tokensOf(module.journal())).containsExactly("one");
  }

  @Test
  void aVaultOpensWithTheTokensThatAreThere() throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("one", "label:none"));
    SigningKey key = vault.signingKey("office");
    for (int i = 0; i < 20; i++) {
      world.sign(key, i, new RecordedAttempts());
    }
    VaultHealth health = vault.health();
    assertThat(health.status()).isEqualTo(VaultHealth.Status.DEGRADED);
    assertThat(health.problem()).contains(CustodyCode.TOKEN_ABSENT);
    List<TokenReport> tokens = vault.tokens();
    assertThat(tokens.get(0).missing()).contains(List.of());
    assertThat(tokens.get(1).missing()).isEmpty();
    assertThat(tokens.get(1).health().state()).isEqualTo(DeviceHealth.State.RESTING);
    assertThatThrownBy(() -> vault.signingKey("nobody"))
        .as("a token that cannot be asked may have it")
        .isInstanceOf(CustodyException.VaultUnavailable.class);
  }

  @Test
  void aKeyOnOneTokenOnlyServesAndIsShownAsMissingOnTheOther() {
    world.makeKey("first", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    world.hsm.clone(world.one, "two");
    world.makeKey("second", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("one", "two"));
    SigningKey key = vault.signingKey("second");
    for (int i = 0; i < 24; i++) {
      RecordedAttempts attempts = new RecordedAttempts();
      world.sign(key, i, attempts);
      assertThat(attempts.entries()).hasSize(2);
    }
    assertThat(vault.administration().list()).hasSize(2);
    assertThat(vault.tokens().stream().map(TokenReport::missing))
        .containsExactly(Optional.of(List.of()), Optional.of(List.of("second")));
    assertThatThrownBy(() -> vault.signingKey("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
  }

  @Test
  void severalTokensMakeNoKeysAndDestroyOnAllOrNone() {
    Pkcs11Vault vault = twoTokens();
    assertThat(vault.administration().capabilities())
        .containsExactlyInAnyOrder(
            Capability.LIST, Capability.DESTROY, Capability.STORE_CERTIFICATE);
    assertThatThrownBy(() ->
            vault
                .administration()
                .generateSigningKey("new", KeyPurpose.RECEIPT, SignatureSuite.P256_SHA256))
        .isInstanceOf(CustodyException.CapabilityMissing.class);
    Certificate certificate =
        TestCertificates.selfSigned(world.clock, vault.signingKey("office"), "office");
    vault.administration().storeCertificate("office", certificate);

    FaultyPkcs11.Injected away = module.inject(ModuleFault.tokenRemoved().token("two"));
    assertThatThrownBy(() -> vault.administration().destroy("office"))
        .isInstanceOf(CustodyException.class);
    away.lift();
    vault.close();
    for (String token : List.of("one", "two")) {
      try (Pkcs11Vault alone = world.open(world.settings(token))) {
        assertThat(alone.certificate("office")).as(token).contains(certificate);
      }
    }
    Pkcs11Vault again = world.open(world.settings("one", "two"));
    again.administration().destroy("office");
    again.close();
    for (String token : List.of("one", "two")) {
      try (Pkcs11Vault alone = world.open(world.settings(token))) {
        assertThat(alone.administration().list()).as(token).isEmpty();
      }
    }
  }

  @Test
  void aTokenIsFoundByItsSerialNumber() {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("serial:" + world.one.serial()));
    world.sign(vault.signingKey("office"), 1, new RecordedAttempts());
  }

  @Test
  void aTokenThatComesBackIsLoggedInAgainAndTheModuleStartedAnewOnlyWithoutSessions()
      throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("one"));
    SigningKey key = vault.signingKey("office");
    world.sign(key, 0, new RecordedAttempts());
    long logins = module.count(P11Function.C_Login);
    long starts = module.count(P11Function.C_Initialize);
    FaultyPkcs11.Injected away = module.inject(ModuleFault.tokenRemoved());
    await(
        "the module was started anew to look for the token",
        () -> {
          assertThatThrownBy(() -> world.sign(key, 1, new RecordedAttempts()))
              .isInstanceOf(CustodyException.class);
          return module.count(P11Function.C_Initialize) > starts;
        });
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
    away.lift();
    world.sign(key, 2, new RecordedAttempts());
    await("healthy again", () -> vault.health().status() == VaultHealth.Status.UP);
    assertThat(module.count(P11Function.C_Login)).isGreaterThan(logins);
  }

  @Test
  void twoVaultsShareAModuleAndTheLastOneEndsIt() {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    long starts = module.count(P11Function.C_Initialize);
    long ends = module.count(P11Function.C_Finalize);
    Pkcs11Vault first = world.open(world.settings("one"));
    Pkcs11Vault second = world.open(world.settings("one"));
    first.close();
    world.sign(second.signingKey("office"), 1, new RecordedAttempts());
    assertThat(module.count(P11Function.C_Initialize)).isEqualTo(starts + 1);
    assertThat(module.count(P11Function.C_Finalize)).isEqualTo(ends);
    second.close();
    assertThat(module.count(P11Function.C_Finalize)).isEqualTo(ends + 1);
  }
}
