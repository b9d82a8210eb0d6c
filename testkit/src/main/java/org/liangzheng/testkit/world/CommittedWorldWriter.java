package org.liangzheng.testkit.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.sample.SampleWorld;
import org.liangzheng.signer.sample.SampleWorldMaker;
import org.liangzheng.signer.sample.VaultSampleKeys;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Writes the committed world anew, one folder a suite. Not run by the build: its files are
 * committed so that what was once signed can be verified for ever after.
 */
public final class CommittedWorldWriter {
  private static final OrganizationId HOLDER = new OrganizationId("91990100LC10000173");

  private CommittedWorldWriter() {}

  /**
   * Writes into an empty folder.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    write(root.resolve("sm2"), SignatureSuite.SM2_SM3);
    write(root.resolve("p256"), SignatureSuite.P256_SHA256);
  }

  static void write(Path folder, SignatureSuite suite)
      throws IOException, SealRefusedException, FaceRefusedException {
    if (Files.exists(folder.resolve("vault.json"))) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.createDirectories(folder);
    Clock clock = Clock.fixed(CommittedWorld.NOW, ZoneOffset.UTC);
    SecureRandom random = new SecureRandom();
    SoftwareVaultSettings settings =
        SoftwareVaultSettings.of("sample", folder.resolve("vault.json"))
            .withCost(new PassphraseCost(1_024, 1, 1));
    try (Pin pin = Pin.of(CommittedWorld.PASSPHRASE.toCharArray());
        Vault vault =
            new SoftwareVaults(clock, random, new CountingLedger(clock, Map.of()))
                .openOrCreate(settings, pin)) {
      VaultSampleKeys keys =
          new VaultSampleKeys(
              vault, suite, SampleRole::label, CommittedWorld.NOW, new RecordedAttempts());
      SampleWorldMaker maker = new SampleWorldMaker(keys, CommittedWorld.NOW, random);
      SampleWorld world = maker.make();
      for (Map.Entry<SampleRole, Certificate> entry : world.certificates().entrySet()) {
        vault.administration().storeCertificate(entry.getKey().label(), entry.getValue());
        Files.write(
            folder.resolve(entry.getKey().label() + ".cer"), entry.getValue().der().toByteArray());
      }
      for (SampleDepartment department : SampleDepartment.values()) {
        Files.write(
            folder.resolve(department.sealKey().label() + ".esl"),
            Optional.ofNullable(world.licenceSeals().get(department))
                .orElseThrow()
                .der()
                .toByteArray());
      }
      Files.write(folder.resolve("sample-copy-seal.esl"), world.copySeal().der().toByteArray());
      Files.write(folder.resolve("pack.jws"), maker.pack(world, 1, Optional.empty()));
      Files.writeString(
          folder.resolve("anchor.txt"),
          world.root().anchor().value().toHex() + "\n",
          StandardCharsets.US_ASCII);
      Files.write(folder.resolve("licence.ofd"), licence(world, keys));
    }
  }

  private static byte[] licence(SampleWorld world, VaultSampleKeys keys)
      throws SealRefusedException, FaceRefusedException {
    SampleDepartment issuer = SampleDepartment.MARKET;
    String name = "亮城市示例商贸有限公司";
    LicenceFacts facts =
        new LicenceFacts(
            "营业执照",
            HOLDER.value(),
            new LicenceId(
                new LicenceTypeCode("11100000MB0143028R001"), issuer.id().value(), "SAMPLE0001", 1),
            issuer.displayName(),
            issuer.id(),
            LocalDate.of(2026, 11, 1),
            name,
            HOLDER,
            LocalDate.of(2026, 11, 1),
            Optional.empty(),
            List.of(issuer.id()),
            Optional.empty());
    LicenceContent content =
        new LicenceContent(
            facts,
            FaceValues.none()
                .withText("data.name", name)
                .withText("data.uscc", HOLDER.value())
                .withText("data.kind", "有限责任公司")
                .withText("data.legalRepresentative", "示例甲")
                .withText("data.registeredCapital", "壹佰万元整")
                .withText("data.establishedOn", "2026-11-01")
                .withText("data.address", "亮城市示例区明示路1号")
                .withText("data.businessScope", "示例商品的批发与零售。"),
            ByteString.of(
                ("{\"name\":\"" + name + "\",\"uscc\":\"" + HOLDER.value() + "\"}")
                    .getBytes(StandardCharsets.UTF_8)));
    PreparedLicence prepared =
        PreparedLicence.of(
            TestFonts.template(BuiltInLayout.BUSINESS_LICENCE),
            content,
            Optional.ofNullable(world.licenceSeals().get(issuer)).orElseThrow(),
            Optional.ofNullable(world.certificates().get(issuer.sealKey())).orElseThrow(),
            CommittedWorld.NOW);
    return prepared.finish(
        keys.signer(issuer.sealKey(), SigningAct.SEAL_LICENCE).sign(prepared.digest()));
  }
}
