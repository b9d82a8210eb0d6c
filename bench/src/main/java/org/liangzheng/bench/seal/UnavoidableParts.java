package org.liangzheng.bench.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.pack.TrustList;

/** What of each operation of {@link SealJob} is unavoidable, found out from the files it makes. */
final class UnavoidableParts {
  private final SealJob job;

  UnavoidableParts(SealJob job) {
    this.job = job;
  }

  Unavoidable stamp() {
    return stampParts(new Unavoidable(job.key(), 1, 1));
  }

  /** One signature more to check, and the parts of the finished file once more. */
  Unavoidable stampChecked() {
    return readParts(stampParts(new Unavoidable(job.key(), 1, 2)), job.stamp());
  }

  private Unavoidable stampParts(Unavoidable work) {
    Map<String, ByteString> before = SealJob.parts(job.document());
    Map<String, ByteString> after = SealJob.parts(job.stamp());
    readParts(work, job.document());
    after.forEach((path, bytes) -> {
      if (!same(before, path, bytes)) {
        work.hash(bytes);
        if (path.endsWith(".xml")) {
          work.deflate(bytes, false);
        }
      }
    });
    return work;
  }

  Unavoidable verifyKept() {
    return readParts(new Unavoidable(job.key(), 0, 1), job.licence());
  }

  /** The stamp, the seal, each certificate on the way to the root, and the revocation lists. */
  Unavoidable verifyFresh() {
    TrustList trust = job.world().world().trust();
    Set<ByteString> signed = new HashSet<>();
    for (Certificate end : List.of(job.signer(), job.world().certificate(SampleRole.SEAL_MAKER))) {
      Certificate current = end;
      while (signed.add(current.der())) {
        ByteString issuer = current.issuer();
        Optional<Certificate> above =
            trust.certifiers().stream()
                .map(TrustList.Certifier::certificate)
                .filter(c -> c.subject().equals(issuer))
                .findFirst();
        current = above.orElse(current);
      }
    }
    job.world().world().revocations().stream().map(RevocationList::der).forEach(signed::add);
    Unavoidable work = readParts(new Unavoidable(job.key(), 0, 2 + signed.size()), job.licence());
    signed.forEach(work::hash);
    return work.hash(job.seal().der());
  }

  /** Each part is inflated and digested; of the stamp's own part, what is signed. */
  private static Unavoidable readParts(Unavoidable work, byte[] file) {
    Set<String> deflated = deflated(file);
    SealJob.parts(file)
        .forEach((path, bytes) -> {
          work.hash(bytes);
          if (deflated.contains(path)) {
            work.inflate(bytes);
          }
        });
    return work;
  }

  /** Paths of the parts that are not stored as they are. */
  private static Set<String> deflated(byte[] file) {
    Set<String> deflated = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getMethod() == ZipEntry.DEFLATED) {
          deflated.add("/" + entry.getName());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("a file made here can be read", impossible);
    }
    return deflated;
  }

  Unavoidable write() {
    return writeParts(new Unavoidable(job.key(), 0, 0));
  }

  Unavoidable writeAndSeal() {
    return writeParts(new Unavoidable(job.key(), 1, 1));
  }

  /** What differs from another licence of this layout and seal is made for this one. */
  private Unavoidable writeParts(Unavoidable work) {
    LicenceContent other =
        new LicenceContent(
            TestLicences.valid(job.world())
                .issuedBy(SampleDepartment.MARKET)
                .until(LocalDate.of(2040, 1, 1))
                .facts(),
            TestLicences.face().withText("data.businessScope", "其他商品的运输"),
            ByteString.of("{}".getBytes(StandardCharsets.UTF_8)));
    Map<String, ByteString> others = SealJob.parts(job.writeAndSeal(other));
    Set<String> deflated = deflated(job.licence());
    SealJob.parts(job.licence())
        .forEach((path, bytes) -> {
          boolean made = !same(others, path, bytes) || path.endsWith("/SignedValue.dat");
          if (made) {
            work.hash(bytes);
          }
          if (made && deflated.contains(path)) {
            work.deflate(bytes, path.contains("/Res/"));
          }
        });
    return work;
  }

  private static boolean same(Map<String, ByteString> parts, String path, ByteString bytes) {
    return Optional.ofNullable(parts.get(path)).filter(bytes::equals).isPresent();
  }
}
