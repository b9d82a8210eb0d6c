package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.testkit.LicenceFiles.VALID_FILE;
import static org.liangzheng.testkit.LicenceFiles.WORLD;
import static org.liangzheng.testkit.LicenceFiles.assertReason;
import static org.liangzheng.testkit.LicenceFiles.edit;
import static org.liangzheng.testkit.LicenceFiles.pack;
import static org.liangzheng.testkit.LicenceFiles.parts;
import static org.liangzheng.testkit.LicenceFiles.replace;
import static org.liangzheng.testkit.LicenceFiles.verify;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** One tampered sample per check of what a licence file holds. */
class LicenceContentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/OFD.xml",
        "/Doc_0/Document.xml",
        "/Doc_0/PublicRes.xml",
        "/Doc_0/Pages/Page_0/Content.xml",
        "/Doc_0/Attachs/licence.json",
        "/Doc_0/Attachs/Attachments.xml"
      })
  void anAlteredPartIsInvalid(String path) {
    assertReason(edit(path, bytes -> append(bytes, " ")), WORLD.evidence(), Reason.PART_ALTERED);
  }

  @Test
  void anotherSignatureInTheListIsInvalid() {
    byte[] file =
        edit(
            "/Doc_0/Signs/Signatures.xml",
            bytes -> replace(bytes, "</ofd:Signatures>", " </ofd:Signatures>"));
    assertReason(file, WORLD.evidence(), Reason.PART_ALTERED);
  }

  @Test
  void anAlteredDescriptionIsInvalid() {
    assertReason(
        edit(
            "/Doc_0/Signs/Sign_0/Signature.xml",
            bytes -> replace(bytes, "ProviderName=\"Liangzheng\"", "ProviderName=\"Elsewhere\"")),
        WORLD.evidence(),
        Reason.DESCRIPTION_ALTERED);
  }

  @Test
  void aWeakDigestIsInvalid() {
    assertReason(
        edit(
            "/Doc_0/Signs/Sign_0/Signature.xml",
            bytes -> replace(bytes, "CheckMethod=\"1.2.156.10197.1.401\"", "CheckMethod=\"MD5\"")),
        WORLD.evidence(),
        Reason.DIGEST_WEAK);
  }

  @Test
  void aMissingPartIsInvalid() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    parts.remove("/Doc_0/Attachs/licence.json");
    assertReason(pack(parts), WORLD.evidence(), Reason.PART_MISSING);
  }

  @Test
  void anAddedPartIsInvalid() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    parts.put("/Doc_0/Pages/Page_1/Content.xml", utf8("<x/>"));
    Report report = assertReason(pack(parts), WORLD.evidence(), Reason.CONTENT_NOT_COVERED);
    assertThat(report.uncovered()).containsExactly("/Doc_0/Pages/Page_1/Content.xml");
  }

  @Test
  void anOrphanBesideTheSignaturesIsInvalid() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    parts.put("/Doc_0/Signs/Sign_1/SignedValue.dat", utf8("x"));
    assertReason(pack(parts), WORLD.evidence(), Reason.SIGNATURE_PARTS_ORPHANED);
  }

  @Test
  void aStampOfAnotherLicenceIsInvalid() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    Map<String, ByteString> other =
        parts(TestLicences.valid(WORLD).until(LocalDate.of(2030, 1, 1)).build());
    parts.put(
        "/Doc_0/Signs/Sign_0/SignedValue.dat", other.get("/Doc_0/Signs/Sign_0/SignedValue.dat"));
    assertReason(pack(parts), WORLD.evidence(), Reason.DESCRIPTION_ALTERED);
  }

  @Test
  void everyByteOfTheStampCounts() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    byte[] stamp = parts.get("/Doc_0/Signs/Sign_0/SignedValue.dat").toByteArray();
    for (int i = 0; i < stamp.length; i += 1 + i / 400) {
      byte[] flipped = stamp.clone();
      flipped[i] ^= 1;
      parts.put("/Doc_0/Signs/Sign_0/SignedValue.dat", ByteString.of(flipped));
      assertThat(verify(pack(parts), WORLD.evidence()).verdict())
          .as("byte %d", i)
          .isNotEqualTo(Verdict.VALID);
    }
  }

  @Test
  void noSignatureIsUnknown() {
    Map<String, ByteString> parts = parts(VALID_FILE);
    parts.keySet().removeIf(path -> path.startsWith("/Doc_0/Signs/"));
    parts.put(
        "/OFD.xml",
        ByteString.of(
            replace(
                parts.get("/OFD.xml").toByteArray(),
                "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
                "")));
    assertReason(pack(parts), WORLD.evidence(), Reason.NO_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "not a package", "%PDF-1.7"})
  void otherBytesAreUnreadable(String text) {
    assertReason(text.getBytes(StandardCharsets.UTF_8), WORLD.evidence(), Reason.PACKAGE_NOT_ZIP);
  }

  @Test
  void aDoctypeIsUnreadable() {
    assertReason(
        edit(
            "/OFD.xml",
            bytes ->
                replace(
                    bytes,
                    "?>\n",
                    "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")),
        WORLD.evidence(),
        Reason.XML_MALFORMED);
  }

  private static byte[] append(byte[] bytes, String suffix) {
    byte[] out = Arrays.copyOf(bytes, bytes.length + suffix.length());
    System.arraycopy(
        suffix.getBytes(StandardCharsets.US_ASCII), 0, out, bytes.length, suffix.length());
    return out;
  }

  private static ByteString utf8(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
