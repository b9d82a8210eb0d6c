package org.liangzheng.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** What was committed once still opens and verifies. */
class CommittedWorldTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"sm2,SM2_SM3", "p256,P256_SHA256"})
  void theCommittedLicenceIsValidUnderTheCommittedPack(String name, SignatureSuite suite)
      throws Exception {
    Path folder = CommittedWorld.folder().resolve(name);
    Sha256Digest anchor =
        new Sha256Digest(ByteString.ofHex(Files.readString(folder.resolve("anchor.txt")).strip()));
    EvidencePack pack =
        PackReader.read(
            Files.readAllBytes(folder.resolve("pack.jws")),
            anchor,
            Optional.empty(),
            CommittedWorld.NOW);
    Report report =
        Verifier.verify(
            Files.readAllBytes(folder.resolve("licence.ofd")),
            Evidence.of(pack, Duration.ofHours(4)),
            Policy.FILE,
            CommittedWorld.NOW);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(
            Certificate.of(Files.readAllBytes(folder.resolve("sample-root.cer")))
                .publicKey()
                .suite())
        .isEqualTo(suite);
  }

  @ParameterizedTest
  @CsvSource({"sm2", "p256"})
  void theCommittedVaultOpensAndHoldsTheKeysOfItsCertificates(String name) throws Exception {
    Path folder = CommittedWorld.folder().resolve(name);
    Path file = temporary.resolve("vault.json");
    Files.copy(folder.resolve("vault.json"), file, StandardCopyOption.REPLACE_EXISTING);
    Clock clock = Clock.fixed(CommittedWorld.NOW, ZoneOffset.UTC);
    try (Pin pin = Pin.of(CommittedWorld.PASSPHRASE.toCharArray());
        Vault vault =
            new SoftwareVaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()))
                .open(SoftwareVaultSettings.of("sample", file), pin)) {
      for (SampleRole role : SampleRole.values()) {
        if (!role.isCommitted()) {
          continue;
        }
        if (role.isCertified()) {
          assertThat(vault.certificate(role.label()))
              .hasValueSatisfying(certificate ->
                  assertThat(certificate.publicKey())
                      .isEqualTo(vault.signingKey(role.label()).publicKey()));
        } else {
          assertThat(vault.signingKey(role.label()).publicKey()).isNotNull();
        }
      }
    }
  }
}
