package org.liangzheng.hsm.pkcs11;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * What a token can do, from its list of mechanisms.
 *
 * @param wrapping scheme of new wrapping keys; empty if it makes none
 * @param softToken whether it is SoftHSM's
 */
record TokenAbilities(
    Set<SignatureSuite> suites,
    Set<Capability> capabilities,
    Optional<WrappingScheme> wrapping,
    boolean softToken) {

  /** Before the token was asked. */
  static final TokenAbilities NONE =
      new TokenAbilities(Set.of(), Set.of(), Optional.empty(), false);

  static TokenAbilities read(TokenModule module, TokenInfo token, Pkcs11VaultSettings settings) {
    long slot = token.slot();
    Set<SignatureSuite> suites = EnumSet.noneOf(SignatureSuite.class);
    if ((module.mechanism(slot, Ck.M_ECDSA) & Ck.SIGN) != 0) {
      suites.add(SignatureSuite.P256_SHA256);
    }
    settings
        .sm2()
        .filter(sm2 -> (module.mechanism(slot, sm2.signature()) & Ck.SIGN) != 0)
        .ifPresent(_ -> suites.add(SignatureSuite.SM2_SM3));
    Optional<WrappingScheme> wrapping = wrapping(module, slot, settings);
    Set<Capability> capabilities =
        EnumSet.of(Capability.LIST, Capability.DESTROY, Capability.STORE_CERTIFICATE);
    // A key made on one of several tokens would be lost with it: see Pkcs11Vault.
    if (settings.tokens().size() == 1) {
      if (!suites.isEmpty()) {
        capabilities.add(Capability.GENERATE_SIGNING_KEY);
      }
      if (wrapping.isPresent()) {
        capabilities.add(Capability.GENERATE_WRAPPING_KEY);
      }
    }
    return new TokenAbilities(
        suites,
        capabilities,
        wrapping,
        token.manufacturer().toLowerCase(Locale.ROOT).contains("softhsm"));
  }

  private static Optional<WrappingScheme> wrapping(
      TokenModule module, long slot, Pkcs11VaultSettings settings) {
    boolean makes = (module.mechanism(slot, Ck.M_AES_KEY_GEN) & Ck.GENERATE) != 0;
    boolean gcm = (module.mechanism(slot, Ck.M_AES_GCM) & Ck.ENCRYPT) != 0;
    boolean keyWrap = (module.mechanism(slot, Ck.M_AES_KEY_WRAP) & Ck.WRAP) != 0;
    WrappingScheme wanted =
        settings.wrapping().orElse(gcm ? WrappingScheme.AES_256_GCM : WrappingScheme.AES_KEY_WRAP);
    boolean offered = wanted == WrappingScheme.AES_256_GCM ? gcm : keyWrap;
    return makes && offered ? Optional.of(wanted) : Optional.empty();
  }
}
