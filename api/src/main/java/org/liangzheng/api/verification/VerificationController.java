package org.liangzheng.api.verification;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.Licences;
import org.liangzheng.api.licence.external.ExternalLicences;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.format.receipt.ReceiptText;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportJson;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Verifies a file that anybody sends in. The file is kept nowhere. */
@RestController
class VerificationController {
  static final String PATH = "/v1/verifications";

  private static final int WAIT_SECONDS = 5;
  private static final int BLOCK = 64 * 1024;

  /** A sender that takes longer would keep others waiting. */
  private static final Duration LONGEST_BODY = Duration.ofSeconds(15);

  private final TrustDirectory trust;
  private final Licences licences;
  private final ExternalLicences external;
  private final AddressLimit limit;
  private final Semaphore running;
  private final Clock clock;

  VerificationController(
      TrustDirectory trust,
      Licences licences,
      ExternalLicences external,
      AddressLimit limit,
      VerificationSettings settings,
      Clock clock) {
    this.trust = trust;
    this.licences = licences;
    this.external = external;
    this.limit = limit;
    this.running = new Semaphore(settings.atOnce());
    this.clock = clock;
  }

  /**
   * The verdict on the file in the body: on a document under policy ISSUED, or on a usage receipt.
   *
   * @param asOf the moment the answer is to speak of, RFC 3339 in UTC, from 1970 to 9998; now when
   *     left out
   */
  @PostMapping(
      path = PATH,
      consumes = {
        "application/ofd",
        MediaType.APPLICATION_OCTET_STREAM_VALUE,
        UsageReceipt.MEDIA_TYPE
      })
  @PublicAccess
  ResponseEntity<Map<String, @Nullable Object>> verify(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String asOf)
      throws IOException, InterruptedException {
    limit.count(request.getRemoteAddr());
    Instant instant = asOf == null ? clock.instant() : moment(asOf);
    // An act counts from its commit on, whatever this node's clock says: only who asks of another
    // moment is answered from the history.
    ExternalLicences.Asked register =
        external.beside(asOf == null ? licences::answer : licences.asOf(instant));
    AtomicReference<@Nullable LicenceId> asked = new AtomicReference<>();
    if (!running.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new Problem(WebProblem.UNAVAILABLE)
          .withHeader("Retry-After", Integer.toString(WAIT_SECONDS));
    }
    try {
      byte[] file = body(request.getInputStream());
      if (UsageReceipt.looksLikeReceipt(file)) {
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noStore())
            .body(small(ReceiptVerifier.verify(file, trust.evidence(), instant)));
      }
      Report report =
          Verifier.verify(
              file,
              trust.evidence(id -> {
                asked.set(id);
                return register.apply(id);
              }),
              Policy.ISSUED,
              instant);
      Map<String, @Nullable Object> answer = small(report);
      LicenceId id = asked.get();
      if (id != null && asOf == null && report.isGenuine()) {
        licences.ended(id).ifPresent(ended -> answer.put("notInForce", ended));
      }
      // A foreign licence: whose word it is, and how fresh.
      register.source().ifPresent(source -> answer.put("source", source));
      return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    } finally {
      running.release();
    }
  }

  /** The body, which the request limit bounds in size and this in time. */
  private byte[] body(InputStream body) throws IOException {
    Instant end = clock.instant().plus(LONGEST_BODY);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    int read;
    while ((read = body.read(block)) >= 0) {
      file.write(block, 0, read);
      if (clock.instant().isAfter(end)) {
        throw new Problem(WebProblem.REQUEST_TIMEOUT);
      }
    }
    return file.toByteArray();
  }

  /**
   * The framework's own conversion takes other forms too, a bare number as milliseconds among them.
   */
  private static Instant moment(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(Verifier.EARLIEST) && instant.isBefore(Verifier.LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException otherForm) {
      // Told below.
    }
    throw new Problem(WebProblem.PARAMETER_INVALID, "asOf");
  }

  /** Verdict, reasons and what to do; single checks are for the command line. */
  private static Map<String, @Nullable Object> small(Report report) {
    Map<String, @Nullable Object> answer = ReportJson.toMap(report);
    answer.remove("findings");
    answer.remove("signatures");
    return answer;
  }

  /** The verdict; what the receipt says, who sends it has. */
  private static Map<String, @Nullable Object> small(ReceiptReport report) {
    ReceiptText zh = ReceiptText.in(Locale.CHINESE);
    ReceiptText en = ReceiptText.in(Locale.ENGLISH);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("type", "usage-receipt");
    answer.put("verdict", report.verdict().name());
    Optional<ReceiptFault> fault = report.fault();
    answer.put("reason", fault.isPresent() ? fault.get().name() : null);
    answer.put("log", report.logged() ? "INCLUDED" : "PENDING");
    answer.put("zh", fault.map(zh::sentence).orElseGet(zh::valid));
    answer.put("en", fault.map(en::sentence).orElseGet(en::valid));
    answer.put(
        "next",
        Map.of(
            "zh", fault.map(zh::next).orElseGet(zh::validNext),
            "en", fault.map(en::next).orElseGet(en::validNext)));
    return answer;
  }
}
