package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.sharing.FetchSources.Source;
import org.liangzheng.api.sharing.HandOuts.HandOut;
import org.liangzheng.api.sharing.receipt.ReceiptSigner;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * Hands out what a material allows, with a receipt. Receipt and fetch are written in one
 * transaction; a receipt that was signed and whose fetch was not written has never left the
 * process.
 */
@Service
class Fetching {
  private final CaseRows cases;
  private final FetchPermits permits;
  private final Volume volume;
  private final Objections objections;
  private final FetchSources sources;
  private final HandOuts handOuts;
  private final ReceiptSigner signer;
  private final FetchKeeping keeping;
  private final Refusals refusals;
  private final SecureRandom random;
  private final Clock clock;
  private final JsonMapper json;

  Fetching(
      CaseRows cases,
      FetchPermits permits,
      Volume volume,
      Objections objections,
      FetchSources sources,
      HandOuts handOuts,
      ReceiptSigner signer,
      FetchKeeping keeping,
      Refusals refusals,
      SecureRandom random,
      Clock clock,
      JsonMapper json) {
    this.cases = cases;
    this.permits = permits;
    this.volume = volume;
    this.objections = objections;
    this.sources = sources;
    this.handOuts = handOuts;
    this.signer = signer;
    this.keeping = keeping;
    this.refusals = refusals;
    this.random = random;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Body of a fetch.
   *
   * @param licence where several satisfy the material
   */
  record Request(@Nullable String material, @Nullable Form form, @Nullable UUID licence) {}

  /** Where a file is. */
  record File(String href, String mediaType, String sha256) {}

  /**
   * What was fetched.
   *
   * @param fields values, for {@code FIELDS}
   * @param answers by the question's code, for {@code ANSWER}
   * @param receipt the receipt's file, as JSON
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      UUID caseId,
      String material,
      Form form,
      UUID licence,
      String type,
      int version,
      @Nullable JsonNode fields,
      @Nullable Map<String, Boolean> answers,
      @Nullable File file,
      JsonNode receipt) {}

  /** What is asked for, by whom. */
  private record Asked(
      Intent intent,
      SharingCase in,
      String material,
      Form form,
      @Nullable UUID licence,
      Caller.OfAuthority caller) {}

  /** Does it, within an idempotent act. */
  Outcome perform(Intent intent, UUID caseId, Request request, Caller.OfAuthority caller) {
    SharingCase in = own(caseId, caller);
    FieldProblems problems = new FieldProblems();
    problems.require(request.material() != null, "/material", WebProblem.FIELD_MISSING);
    problems.require(request.form() != null, "/form", WebProblem.FIELD_MISSING);
    problems.throwIfAny();
    Asked asked =
        new Asked(
            intent,
            in,
            Optional.ofNullable(request.material()).orElseThrow(),
            Optional.ofNullable(request.form()).orElseThrow(),
            request.licence(),
            caller);
    try {
      return fetch(asked);
    } catch (Problem refused) {
      if (refused.code() instanceof SharingProblem code) {
        refusals.count(intent, in, asked.material(), caller, code);
      }
      throw refused;
    }
  }

  /** A case that the caller's authority has a part in. */
  SharingCase own(UUID id, Caller.OfAuthority caller) {
    return cases
        .find(id)
        .filter(found -> found.concerns(caller.authority()))
        .orElseThrow(() -> new Problem(SharingProblem.CASE_UNKNOWN));
  }

  private Outcome fetch(Asked asked) {
    if (asked.form() == Form.COPY) {
      // Its sealing takes too long for others to wait for its receipt.
      return fetch(asked, signer::sign);
    }
    try (ReceiptSigner.Expected receipt = signer.expect()) {
      return fetch(asked, receipt::sign);
    }
  }

  private Outcome fetch(Asked asked, Function<ReceiptLeaf, UsageReceipt> signing) {
    Caller.OfAuthority caller = asked.caller();
    Matter.Material material =
        FetchPermits.material(asked.in(), asked.material(), asked.form(), caller.authority());
    Optional<Consent> consent = permits.consent(asked.in(), material);
    Instant now = clock.instant();
    Coverage.Ref ref = permits.licence(asked.in(), material, asked.form(), asked.licence(), now);
    if (objections.pauses(caller.authority(), ref.id())) {
      throw new Problem(SharingProblem.FETCH_PAUSED);
    }
    Source source = sources.find(ref, now);
    // Counted before anything is sealed or signed.
    Volume.Taken taken = volume.take(caller.authority(), now);
    try {
      return handOut(asked, material, consent, source, taken, signing);
    } catch (RuntimeException failed) {
      volume.giveBack(taken);
      throw failed;
    }
  }

  private Outcome handOut(
      Asked asked,
      Matter.Material material,
      Optional<Consent> consent,
      Source source,
      Volume.Taken taken,
      Function<ReceiptLeaf, UsageReceipt> signing) {
    UUID id = FetchIds.decode(asked.intent().allotted()).fetch();
    ByteString nonce = nonce();
    HandOut given =
        handOuts.make(
            asked.intent(), asked.in(), material, asked.form(), source, nonce, asked.caller());
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    UsageReceipt receipt =
        signing.apply(
            ReceiptLeaf.of(facts(id, asked, material, consent, source, given, nonce, at)));
    byte[] file = receipt.toBytes();
    FetchRows.Fetch fetch =
        new FetchRows.Fetch(
            id,
            asked.in().id(),
            material.code(),
            asked.in().party(material),
            consent.isPresent() ? consent.get().id() : null,
            asked.caller().authority(),
            source.issuer(),
            source.id(),
            source.type().value(),
            source.version(),
            asked.form(),
            material.basis(),
            given.file(),
            at,
            FetchRows.Fetch.CURRENT,
            at);
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/receipts/" + id), view(fetch, given, file), json),
        () -> keeping.keep(fetch, source, given, receipt, file, taken, asked.caller()));
  }

  private static ReceiptFacts facts(
      UUID id,
      Asked asked,
      Matter.Material material,
      Optional<Consent> consent,
      Source source,
      HandOut given,
      ByteString nonce,
      Instant at) {
    Matter matter = asked.in().matter();
    return new ReceiptFacts(
        id,
        new ReceiptFacts.Asking(
            asked.caller().authority(),
            at,
            asked.in().id(),
            asked.in().number(),
            matter.code(),
            matter.version(),
            material.code(),
            matter.code(),
            material.basis(),
            consent.map(Consent::id)),
        new ReceiptFacts.Licence(
            source.id(),
            source.issuer(),
            source.type(),
            source.version(),
            source.digest(),
            LicenceState.IN_FORCE.name(),
            at),
        given.given(),
        nonce);
  }

  private ByteString nonce() {
    byte[] nonce = new byte[ReceiptFacts.NONCE_SIZE];
    random.nextBytes(nonce);
    return ByteString.of(nonce);
  }

  private View view(FetchRows.Fetch fetch, HandOut given, byte[] receipt) {
    Sha256Digest sha256 = given.sha256();
    return new View(
        fetch.id(),
        fetch.caseId(),
        fetch.material(),
        fetch.form(),
        fetch.licence(),
        fetch.type(),
        fetch.version(),
        given.fields(),
        given.answers(),
        sha256 == null
            ? null
            : new File(
                "/v1/fetches/" + fetch.id() + "/file", "application/ofd", sha256.value().toHex()),
        // It is JSON already, in the one form its digest is over.
        json.getNodeFactory()
            .rawValueNode(new RawValue(new String(receipt, StandardCharsets.UTF_8))));
  }
}
