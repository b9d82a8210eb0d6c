package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * What every vault must do; its keys here, signing and faults in the classes above. An adapter's
 * test extends this class and says how its vault is opened, broken and, where it cannot make keys,
 * provisioned.
 */
public abstract class VaultContract extends VaultFaultContract {
  @Test
  void unknownKeysAreAbsent() {
    Vault vault = vault();
    assertThatThrownBy(() -> vault.signingKey("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.wrappingKey("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.certificate("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
  }

  @Test
  void keysServeTheirOwnKindOnly() {
    Vault vault = vault();
    officeKey(vault);
    provideWrapping(vault, "wrapping");
    assertThatThrownBy(() -> vault.wrappingKey("office"))
        .isInstanceOf(CustodyException.PurposeRefused.class);
    assertThatThrownBy(() -> vault.signingKey("wrapping"))
        .isInstanceOf(CustodyException.PurposeRefused.class);
  }

  @Test
  void wrapsAndUnwraps() {
    Vault vault = vault();
    WrappingKey key = provideWrapping(vault, "wrapping");
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (200 + i);
    }
    try (KeyMaterial material = KeyMaterial.copyOf(secret)) {
      ByteString wrapped = key.wrap(material);
      assertThat(wrapped.size()).isBetween(40, 512);
      try (KeyMaterial back = vault.wrappingKey("wrapping").unwrap(wrapped)) {
        assertThat(back.<byte[]>use(byte[]::clone)).isEqualTo(secret);
      }
    }
  }

  @Test
  void aChangedWrappingDoesNotOpen() {
    Vault vault = vault();
    WrappingKey key = provideWrapping(vault, "wrapping");
    WrappingKey other = provideWrapping(vault, "wrapping-2");
    byte[] wrapped;
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      wrapped = key.wrap(material).toByteArray();
    }
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> key.unwrap(ByteString.of(changed)))
          .as("byte %d", i)
          .isInstanceOf(CustodyException.UnwrapRefused.class);
    }
    assertThatThrownBy(() -> key.unwrap(ByteString.of(wrapped, 0, wrapped.length - 1)))
        .isInstanceOf(CustodyException.UnwrapRefused.class);
    assertThatThrownBy(() -> other.unwrap(ByteString.of(wrapped)))
        .isInstanceOf(CustodyException.UnwrapRefused.class);
  }

  @Test
  void administrationDoesWhatItDeclares() {
    Vault vault = vault();
    var administration = vault.administration();
    if (!administration.capabilities().contains(Capability.GENERATE_SIGNING_KEY)) {
      missing(
          () -> administration.generateSigningKey("new", KeyPurpose.OFFICE_SEAL, anySuite(vault)));
    } else {
      administration.generateSigningKey("new", KeyPurpose.RECEIPT, anySuite(vault));
      assertThatThrownBy(
              () -> administration.generateSigningKey("new", KeyPurpose.RECEIPT, anySuite(vault)))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!administration.capabilities().contains(Capability.GENERATE_WRAPPING_KEY)) {
      missing(() -> administration.generateWrappingKey("new-wrapping"));
    } else {
      administration.generateWrappingKey("new-wrapping");
      assertThatThrownBy(() -> administration.generateWrappingKey("new-wrapping"))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!administration.capabilities().contains(Capability.ASSIGN_KEY)) {
      missing(
          () -> administration.assignSigningKey("new", KeyPurpose.OFFICE_SEAL, anySuite(vault)));
      missing(() -> administration.assignWrappingKey("new-wrapping"));
    } else {
      administration.assignSigningKey("assigned", KeyPurpose.RECEIPT, anySuite(vault));
      assertThatThrownBy(() ->
              administration.assignSigningKey("assigned", KeyPurpose.RECEIPT, anySuite(vault)))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
      assertThatThrownBy(() -> administration.assignWrappingKey("assigned"))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!lists(administration.capabilities())) {
      missing(administration::list);
    }
    if (!administration.capabilities().contains(Capability.DESTROY)) {
      missing(() -> administration.destroy("new"));
    }
  }

  private static boolean lists(Set<Capability> capabilities) {
    return capabilities.contains(Capability.LIST)
        || capabilities.contains(Capability.LIST_ASSIGNED);
  }

  private static void missing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(CustodyException.CapabilityMissing.class);
  }

  @Test
  void listsWhatIsThere() {
    Vault vault = vault();
    assumeThat(lists(vault.administration().capabilities())).isTrue();
    SigningKey key = officeKey(vault);
    provideWrapping(vault, "wrapping");
    assertThat(vault.administration().list())
        .anySatisfy(entry -> {
          assertThat(entry.reference()).isEqualTo(key.reference());
          assertThat(entry.purpose()).isEqualTo(KeyPurpose.OFFICE_SEAL);
          assertThat(entry.publicKey()).contains(key.publicKey());
        })
        .anySatisfy(entry -> assertThat(entry.purpose()).isEqualTo(KeyPurpose.WRAPPING));
  }

  @Test
  void aDestroyedKeySignsNoMoreNotEvenUnderItsOldName() {
    Vault vault = vault();
    assumeThat(vault.administration().capabilities())
        .contains(Capability.DESTROY, Capability.GENERATE_SIGNING_KEY);
    SigningKey key = officeKey(vault);
    sign(key, new RecordedAttempts());
    vault.administration().destroy("office");
    assertThatThrownBy(() -> vault.signingKey("office"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(signing(key, new RecordedAttempts()))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.administration().destroy("office"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    SigningKey next = officeKey(vault);
    assertThat(next.publicKey()).isNotEqualTo(key.publicKey());
    assertThatThrownBy(signing(key, new RecordedAttempts()))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    sign(next, new RecordedAttempts());
  }

  @Test
  void keepsACertificateBesideItsKeyAndNoOther() {
    Vault vault = vault();
    assumeThat(vault.administration().capabilities()).contains(Capability.STORE_CERTIFICATE);
    SigningKey key = officeKey(vault);
    SigningKey other = provide(vault, "receipt", KeyPurpose.RECEIPT, key.publicKey().suite());
    assertThat(vault.certificate("office")).isEmpty();
    Certificate certificate = TestCertificates.selfSigned(clock, key, "office");
    vault.administration().storeCertificate("office", certificate);
    assertThat(vault.certificate("office")).contains(certificate);
    Certificate foreign = TestCertificates.selfSigned(clock, other, "receipt");
    assertThatThrownBy(() -> vault.administration().storeCertificate("office", foreign))
        .isInstanceOf(CustodyException.CertificateRefused.class);
    assertThat(vault.certificate("office")).contains(certificate);
    assertThat(certificate.signedBy(key.publicKey())).isTrue();
  }

  @Test
  void keysOutliveTheProcess() {
    Vault first = vault();
    SigningKey key = officeKey(first);
    provideWrapping(first, "wrapping");
    ByteString wrapped;
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      wrapped = first.wrappingKey("wrapping").wrap(material);
    }
    boolean keepsCertificates =
        first.administration().capabilities().contains(Capability.STORE_CERTIFICATE);
    if (keepsCertificates) {
      first
          .administration()
          .storeCertificate("office", TestCertificates.selfSigned(clock, key, "office"));
    }
    first.close();

    Vault again = vault();
    SigningKey same = again.signingKey("office");
    assertThat(same.publicKey()).isEqualTo(key.publicKey());
    assertThat(same.purpose()).isEqualTo(KeyPurpose.OFFICE_SEAL);
    sign(same, new RecordedAttempts());
    assertThat(again.certificate("office").isPresent()).isEqualTo(keepsCertificates);
    again.wrappingKey("wrapping").unwrap(wrapped).close();
  }

  @Test
  void nothingPrintsASecret() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    assertThat(key.toString()).contains("office").doesNotContainPattern("[0-9a-f]{32}");
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.UP);
  }
}
