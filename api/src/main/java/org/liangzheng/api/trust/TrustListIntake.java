package org.liangzheng.api.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.audit.LogKeys;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the next trust list at a start, from a file only the operator of the machine can place. Two
 * of the owners have signed it, under the pinned root; nobody else decides.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class TrustListIntake implements ApplicationRunner {
  static final String ACTOR = "operator";
  static final String ACT = "TRUST_LIST_TAKEN";

  private final TrustSettings settings;
  private final TrustDirectory directory;
  private final Publication publication;
  private final PackKeys packKeys;
  private final LogKeys logKeys;
  private final AuditLog audit;
  private final Ids ids;
  private final JsonMapper json;
  private final Clock clock;

  TrustListIntake(
      TrustSettings settings,
      TrustDirectory directory,
      Publication publication,
      PackKeys packKeys,
      LogKeys logKeys,
      AuditLog audit,
      Ids ids,
      JsonMapper json,
      Clock clock) {
    this.settings = settings;
    this.directory = directory;
    this.publication = publication;
    this.packKeys = packKeys;
    this.logKeys = logKeys;
    this.audit = audit;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!settings.take().isEmpty()) {
      take(settings.take());
    }
  }

  /**
   * @throws StartupProblem TRUST_LIST_REFUSED with a word that says why; nothing was changed
   */
  void take(String name) {
    byte[] file = read(name);
    try {
      PublishedPack last = directory.latest();
      SignedTrustList next = TrustListFile.read(file, last.pack().root());
      if (next.list().version() != last.pack().trust().list().version() + 1) {
        throw refused("VERSION");
      }
      requireOurKeys(next.list());
      Sha256Digest digest = Sha256Digest.of(file);
      publication.adopt(next, () -> record(next.list(), digest));
      System.out.println(
          "信任列表已发布 Trust list published: "
              + next.list().version()
              + " (pack "
              + directory.latest().pack().version()
              + ")");
    } catch (PackRefusedException wrong) {
      throw refused(wrong.fault().name());
    } catch (Problem problem) {
      throw refused(problem.code().code());
    }
  }

  /** A list under which this service could not sign on would only be found out by its readers. */
  private void requireOurKeys(TrustList next) {
    Instant now = clock.instant();
    var _ = packKeys.entitled(next, now);
    Set<VerificationKey> signing = Set.copyOf(logKeys.keys().values());
    Set<SignatureSuite> wanted =
        next.keys().stream()
            .filter(key -> key.purpose().equals(NamedLogKeys.PURPOSE))
            .map(ServiceKey::key)
            .map(VerificationKey::suite)
            .collect(Collectors.toSet());
    for (SignatureSuite suite : wanted) {
      if (signing.stream()
          .noneMatch(
              key -> key.suite() == suite && NamedLogKeys.since(next, key, now).isPresent())) {
        throw refused("LOG " + suite.name());
      }
    }
  }

  private void record(TrustList list, Sha256Digest file) {
    audit.record(
        new AuditFact(
            ACT,
            ids.next(),
            null,
            ACTOR,
            json.createObjectNode()
                .put("version", list.version())
                .put("sha256", file.value().toHex())));
  }

  private static byte[] read(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(TrustListFile.MAX_SIZE + 1);
      if (bytes.length <= TrustListFile.MAX_SIZE) {
        return bytes;
      }
    } catch (IOException | InvalidPathException unreadable) {
      // Told below.
    }
    throw refused("FILE");
  }

  private static StartupProblem refused(String why) {
    return new StartupProblem(StartupFailure.TRUST_LIST_REFUSED, why);
  }
}
