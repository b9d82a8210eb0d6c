package org.liangzheng.hsm.pkcs11;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.PoolSettings;

/**
 * Settings of one PKCS#11 vault.
 *
 * @param name its name in key references
 * @param module path of the vendor's library
 * @param tokens at least one; several hold the same keys, share the load and take over for each
 *     other
 * @param foreignKeys keys that were not made by this program
 * @param sm2 the vendor's numbers for SM2; empty: no SM2
 * @param wrapping how new wrapping keys wrap: {@link WrappingScheme#AES_256_GCM} or {@link
 *     WrappingScheme#AES_KEY_WRAP}; empty: GCM where the token offers it, because it works on bytes
 *     in one call and needs no extractable session object, else key wrap
 * @param pool sizes and waits
 * @param rest how long a lost token is left alone
 * @param selfCheckRate share of signatures verified before they leave, 0.0 to 1.0
 * @param maxAttempts 1 to 16: how often a request may lose its session
 */
public record Pkcs11VaultSettings(
    String name,
    Path module,
    List<TokenName> tokens,
    List<ForeignKey> foreignKeys,
    Optional<Sm2Numbers> sm2,
    Optional<WrappingScheme> wrapping,
    PoolSettings pool,
    DeviceRota.Rest rest,
    double selfCheckRate,
    int maxAttempts) {
  public Pkcs11VaultSettings {
    KeyReference.requireVaultName(name);
    SelfCheck.requireRate(selfCheckRate);
    SigningGuard.requireAttempts(maxAttempts);
    tokens = List.copyOf(tokens);
    foreignKeys = List.copyOf(foreignKeys);
    if (tokens.isEmpty() || new HashSet<>(tokens).size() != tokens.size()) {
      throw new IllegalArgumentException("a PKCS#11 vault has at least one token, each once");
    }
    if (foreignKeys.stream().map(ForeignKey::label).distinct().count() != foreignKeys.size()) {
      throw new IllegalArgumentException("two foreign keys bear one label");
    }
    if (wrapping.isPresent() && wrapping.get() == WrappingScheme.SM2_ENVELOPE) {
      throw new IllegalArgumentException("PKCS#11 tokens wrap by AES");
    }
  }

  /** Eight threads, no SM2, every signature verified, three attempts. */
  public static Pkcs11VaultSettings of(String name, Path module, TokenName... tokens) {
    return new Pkcs11VaultSettings(
        name,
        module,
        List.of(tokens),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        PoolSettings.ofThreads(8),
        DeviceRota.Rest.DEFAULT,
        1.0,
        3);
  }

  /** The same with keys that were not made by this program. */
  public Pkcs11VaultSettings withForeignKeys(List<ForeignKey> keys) {
    return new Pkcs11VaultSettings(
        name, module, tokens, keys, sm2, wrapping, pool, rest, selfCheckRate, maxAttempts);
  }

  /** The same with SM2 by these numbers. */
  public Pkcs11VaultSettings withSm2(Sm2Numbers numbers) {
    return new Pkcs11VaultSettings(
        name,
        module,
        tokens,
        foreignKeys,
        Optional.of(numbers),
        wrapping,
        pool,
        rest,
        selfCheckRate,
        maxAttempts);
  }

  /** The same, new wrapping keys being of this scheme. */
  public Pkcs11VaultSettings withWrapping(WrappingScheme scheme) {
    return new Pkcs11VaultSettings(
        name,
        module,
        tokens,
        foreignKeys,
        sm2,
        Optional.of(scheme),
        pool,
        rest,
        selfCheckRate,
        maxAttempts);
  }

  /** The same with another pool. */
  public Pkcs11VaultSettings withPool(PoolSettings other) {
    return new Pkcs11VaultSettings(
        name, module, tokens, foreignKeys, sm2, wrapping, other, rest, selfCheckRate, maxAttempts);
  }

  /** The same, lost tokens resting otherwise. */
  public Pkcs11VaultSettings withRest(DeviceRota.Rest other) {
    return new Pkcs11VaultSettings(
        name, module, tokens, foreignKeys, sm2, wrapping, pool, other, selfCheckRate, maxAttempts);
  }

  /** The same, another share of signatures being verified. */
  public Pkcs11VaultSettings withSelfCheckRate(double rate) {
    return new Pkcs11VaultSettings(
        name, module, tokens, foreignKeys, sm2, wrapping, pool, rest, rate, maxAttempts);
  }
}
