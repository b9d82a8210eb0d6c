package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.Seal;

/** A valid licence of an invented company; each test changes the one thing it is about. */
public final class TestLicences {
  /** 营业执照. */
  public static final LicenceTypeCode TYPE = new LicenceTypeCode("11100000MB0143028R001");

  /** The invented holder. */
  public static final OrganizationId HOLDER = new OrganizationId("91990100LC10000173");

  public static final String HOLDER_NAME = "亮城市𠮷祥示例商贸有限公司";

  private final TestWorld world;
  private SampleDepartment issuer = SampleDepartment.MARKET;
  private Optional<LocalDate> validUntil = Optional.of(LocalDate.of(2036, 11, 1));
  private LocalDate validFrom = LocalDate.of(2026, 11, 2);
  private List<OrganizationId> sealedBy = List.of(SampleDepartment.MARKET.id());
  private Instant signedAt = TestWorld.NOW;
  private Optional<Seal> seal = Optional.empty();
  private Optional<Certificate> signer = Optional.empty();
  private Optional<DigestSigner> key = Optional.empty();
  private Optional<Long> statusIndex = Optional.empty();

  private TestLicences(TestWorld world) {
    this.world = world;
  }

  /** Starts from a licence that is valid in every respect. */
  public static TestLicences valid(TestWorld world) {
    return new TestLicences(world);
  }

  public TestLicences issuedBy(SampleDepartment department) {
    this.issuer = department;
    return this;
  }

  public TestLicences from(LocalDate day) {
    this.validFrom = day;
    return this;
  }

  public TestLicences until(LocalDate day) {
    this.validUntil = Optional.of(day);
    return this;
  }

  public TestLicences namingSealsOf(OrganizationId... authorities) {
    this.sealedBy = List.of(authorities);
    return this;
  }

  public TestLicences signedAt(Instant time) {
    this.signedAt = time;
    return this;
  }

  public TestLicences sealedWith(Seal other, Certificate certificate, DigestSigner by) {
    this.seal = Optional.of(other);
    this.signer = Optional.of(certificate);
    this.key = Optional.of(by);
    return this;
  }

  /** With an index in the status list of licences. */
  public TestLicences indexed(long index) {
    this.statusIndex = Optional.of(index);
    return this;
  }

  public LicenceFacts facts() {
    return new LicenceFacts(
        "营业执照",
        HOLDER.value(),
        new LicenceId(TYPE, issuer.id().value(), "SAMPLE0001", 1),
        issuer.displayName(),
        issuer.id(),
        LocalDate.of(2026, 11, 2),
        HOLDER_NAME,
        HOLDER,
        validFrom,
        validUntil,
        sealedBy,
        statusIndex);
  }

  public LicenceContent content() {
    return new LicenceContent(
        facts(), face(), ByteString.of("{\"name\":\"示例\"}".getBytes(StandardCharsets.UTF_8)));
  }

  /** The values of its face. */
  public static FaceValues face() {
    return FaceValues.none()
        .withText("data.name", HOLDER_NAME)
        .withText("data.uscc", HOLDER.value())
        .withText("data.kind", "有限责任公司(自然人投资或控股)")
        .withText("data.legalRepresentative", "示例𠮷")
        .withText("data.registeredCapital", "壹佰万元整")
        .withText("data.establishedOn", "2026-11-02")
        .withText("data.address", "亮城市示例区明示路1号")
        .withText("data.businessScope", "示例商品的批发与零售；<示例> & \"引号\"；".repeat(6));
  }

  /** The sealed file. */
  public byte[] build() {
    try {
      PreparedLicence prepared =
          PreparedLicence.of(
              TestFonts.template(BuiltInLayout.BUSINESS_LICENCE),
              content(),
              seal.orElseGet(() ->
                  Optional.ofNullable(world.world().licenceSeals().get(issuer)).orElseThrow()),
              signer.orElseGet(() -> world.certificate(issuer.sealKey())),
              signedAt);
      return prepared.finish(
          key.orElseGet(() -> world.key(issuer.sealKey())).sign(prepared.digest()));
    } catch (SealRefusedException | FaceRefusedException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
