package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.licence.copy.CaseCopies;
import org.liangzheng.api.licence.external.ForeignLicences;
import org.liangzheng.api.sharing.receipt.ReceiptSigner;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands out what a material allows, with a receipt. Receipt and fetch are written in one
 * transaction; a receipt that was signed and whose fetch was not written has never left the
 * process.
 */
@Service
class Fetching {
  static final String FETCHED = "LICENCE_FETCHED";

  private final CaseRows cases;
  private final ConsentRows consents;
  private final FetchRows fetches;
  private final Coverage coverage;
  private final Volume volume;
  private final Objections objections;
  private final LicenceRegister register;
  private final ForeignLicences foreign;
  private final SealedFiles files;
  private final CaseCopies copies;
  private final ReceiptSigner signer;
  private final UsageRecords usages;
  private final AuditLog audit;
  private final Shown shown;
  private final SharingSettings settings;
  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final SecureRandom random;
  private final Clock clock;
  private final JsonMapper json;

  Fetching(
      CaseRows cases,
      ConsentRows consents,
      FetchRows fetches,
      Coverage coverage,
      Volume volume,
      Objections objections,
      LicenceRegister register,
      ForeignLicences foreign,
      SealedFiles files,
      CaseCopies copies,
      ReceiptSigner signer,
      UsageRecords usages,
      AuditLog audit,
      Shown shown,
      SharingSettings settings,
      JdbcClient database,
      TransactionTemplate transactions,
      SecureRandom random,
      Clock clock,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.fetches = fetches;
    this.coverage = coverage;
    this.volume = volume;
    this.objections = objections;
    this.register = register;
    this.foreign = foreign;
    this.files = files;
    this.copies = copies;
    this.signer = signer;
    this.usages = usages;
    this.audit = audit;
    this.shown = shown;
    this.settings = settings;
    this.database = database;
    this.transactions = transactions;
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

  /** A licence that may be handed out now. */
  private record Source(
      UUID id,
      boolean foreign,
      UUID holder,
      OrganizationId issuer,
      LicenceTypeCode type,
      int version,
      UUID file,
      Sha256Digest digest,
      JsonNode data,
      @Nullable LocalDate validUntil,
      Runnable hold) {}

  /** What is handed out, before it is. */
  private record Prepared(
      ReceiptFacts.Given given,
      @Nullable JsonNode fields,
      @Nullable Map<String, Boolean> answers,
      @Nullable UUID file,
      @Nullable Sha256Digest sha256,
      Runnable persist) {}

  /** Does it, within an idempotent act. */
  Outcome perform(Intent intent, UUID caseId, Request request, Caller.OfAuthority caller) {
    SharingCase asked = own(caseId, caller);
    FieldProblems problems = new FieldProblems();
    problems.require(request.material() != null, "/material", WebProblem.FIELD_MISSING);
    problems.require(request.form() != null, "/form", WebProblem.FIELD_MISSING);
    problems.throwIfAny();
    String material = Optional.ofNullable(request.material()).orElseThrow();
    Form form = Optional.ofNullable(request.form()).orElseThrow();
    try {
      return fetch(intent, asked, material, form, request.licence(), caller);
    } catch (Problem refused) {
      if (refused.code() instanceof SharingProblem code) {
        refusal(intent, asked, material, caller, code);
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

  private void refusal(
      Intent intent,
      SharingCase asked,
      String material,
      Caller.OfAuthority caller,
      SharingProblem code) {
    if (asked.matter().material(material).isEmpty()) {
      return;
    }
    // By the act's id: a repetition counts once.
    transactions.executeWithoutResult(_ ->
        database
            .sql(
                "insert into sharing_refusal (id, case_id, material, authority, code, refused_at)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(
                intent.id(),
                asked.id(),
                material,
                caller.authority().value(),
                code.code(),
                clock.instant().atOffset(ZoneOffset.UTC))
            .update());
  }

  private Outcome fetch(
      Intent intent,
      SharingCase asked,
      String code,
      Form form,
      @Nullable UUID licence,
      Caller.OfAuthority caller) {
    Matter.Material material = permitted(asked, code, form, caller.authority());
    UUID party = asked.party(material);
    Optional<Consent> consent =
        material.basis() == Basis.CONSENT ? Optional.of(granted(asked, party)) : Optional.empty();
    Instant now = clock.instant();
    volume.requireRoom(caller.authority(), now);
    Coverage.Ref ref = chosen(asked, material, party, form, licence, now);
    if (objections.pauses(caller.authority(), ref.id())) {
      throw new Problem(SharingProblem.FETCH_PAUSED);
    }
    Source source = ref.foreign() ? foreign(ref.id()) : own(ref.id(), now);
    Matter.Option option =
        material.options().stream()
            .filter(one -> one.type().equals(source.type()))
            .findFirst()
            .orElseThrow();
    FetchIds ids = FetchIds.decode(intent.allotted());
    ByteString nonce = nonce();
    Prepared prepared = prepare(intent, ids, asked, option, form, source, nonce, caller);
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ReceiptLeaf leaf =
        ReceiptLeaf.of(
            new ReceiptFacts(
                ids.fetch(),
                new ReceiptFacts.Asking(
                    caller.authority(),
                    at,
                    asked.id(),
                    asked.number(),
                    asked.matter().code(),
                    asked.matter().version(),
                    material.code(),
                    asked.matter().code(),
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
                prepared.given(),
                nonce));
    UsageReceipt receipt = signer.sign(leaf);
    FetchRows.Fetch fetch =
        new FetchRows.Fetch(
            ids.fetch(),
            asked.id(),
            material.code(),
            party,
            consent.isPresent() ? consent.get().id() : null,
            caller.authority(),
            source.issuer(),
            source.id(),
            source.type().value(),
            source.version(),
            form,
            material.basis(),
            prepared.file(),
            at,
            FetchRows.Fetch.CURRENT,
            at);
    return new Outcome(
        Answer.json(
            201,
            Map.of("Location", "/v1/receipts/" + ids.fetch()),
            view(fetch, prepared, receipt),
            json),
        () -> keep(fetch, source, prepared, receipt, caller));
  }

  /** What the catalogue and the case say, before anything is looked up. */
  private static Matter.Material permitted(
      SharingCase asked, String code, Form form, OrganizationId asker) {
    if (asked.state() != SharingCase.State.OPEN) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    Matter.Material material =
        asked
            .matter()
            .material(code)
            .orElseThrow(() -> new Problem(SharingProblem.MATERIAL_OUTSIDE_MATTER));
    if (!material.fetchers().contains(asker)) {
      throw new Problem(SharingProblem.FETCH_NOT_FOR_YOU);
    }
    if (material.options().stream().noneMatch(option -> option.forms().contains(form))) {
      throw new Problem(SharingProblem.FETCH_FORM_NOT_ALLOWED);
    }
    return material;
  }

  private Consent granted(SharingCase asked, UUID party) {
    Consent consent =
        consents.ofCase(asked.id()).stream()
            .filter(one -> one.party().equals(party))
            .findFirst()
            .orElseThrow();
    return switch (consent.state()) {
      case GRANTED -> consent;
      case PENDING -> throw new Problem(SharingProblem.CONSENT_MISSING);
      case REFUSED -> throw new Problem(SharingProblem.CONSENT_REFUSED);
      case WITHDRAWN -> throw new Problem(SharingProblem.CONSENT_WITHDRAWN);
      case ENDED -> throw new Problem(SharingProblem.CASE_CLOSED);
    };
  }

  private Coverage.Ref chosen(
      SharingCase asked,
      Matter.Material material,
      UUID party,
      Form form,
      @Nullable UUID licence,
      Instant now) {
    // The consent, where one is needed, has been looked at.
    Coverage.Covered covered =
        coverage
            .of(asked, material.basis() == Basis.CONSENT ? Set.of(party) : Set.of(), now)
            .stream()
            .filter(one -> one.material().equals(material.code()))
            .findFirst()
            .orElseThrow();
    List<Coverage.Choice> allowed =
        covered.choices().stream().filter(choice -> allows(material, choice.type(), form)).toList();
    List<Coverage.Ref> usable =
        allowed.stream().flatMap(choice -> choice.licences().stream()).toList();
    if (licence != null) {
      return usable.stream()
          .filter(ref -> ref.id().equals(licence))
          .findFirst()
          .orElseThrow(() -> new Problem(SharingProblem.LICENCE_NOT_OFFERED));
    }
    if (usable.size() > 1) {
      throw new Problem(SharingProblem.LICENCE_CHOICE_NEEDED);
    }
    if (usable.size() == 1) {
      return usable.getFirst();
    }
    Coverage.Choice best =
        allowed.stream().min(java.util.Comparator.comparing(Coverage.Choice::state)).orElseThrow();
    throw switch (best.state()) {
      case ISSUER_UNREACHABLE -> unreachable();
      case ENDED ->
          new Problem(
              SharingProblem.MATERIAL_ENDED,
              Optional.ofNullable(best.why()).orElse(best.state().name()));
      case NOT_FOUND, ASK_HOLDER, COVERED, SEVERAL ->
          new Problem(SharingProblem.MATERIAL_NOT_FOUND);
    };
  }

  private static Problem unreachable() {
    return new Problem(SharingProblem.ISSUER_UNREACHABLE).withHeader("Retry-After", "300");
  }

  private static boolean allows(Matter.Material material, String type, Form form) {
    return material.options().stream()
        .anyMatch(one -> one.type().value().equals(type) && one.forms().contains(form));
  }

  private Source own(UUID id, Instant now) {
    RegisteredLicence licence = register.find(id).orElseThrow();
    LicenceState state = licence.stateOn(LegalDay.of(now));
    if (state != LicenceState.IN_FORCE) {
      throw new Problem(SharingProblem.MATERIAL_ENDED, state.name());
    }
    return new Source(
        licence.id(),
        false,
        licence.holder(),
        licence.authority(),
        licence.facts().id().type(),
        licence.facts().id().version(),
        licence.file(),
        files.digest(licence.file()).orElseThrow(),
        licence.data(),
        licence.facts().validUntil().isPresent() ? licence.facts().validUntil().get() : null,
        () -> {
          if (!register.hold(licence)) {
            throw new Problem(LicenceProblem.CHANGED_MEANWHILE).withHeader("Retry-After", "1");
          }
        });
  }

  private Source foreign(UUID id) {
    ForeignLicences.Content content = foreign.content(id).orElseThrow();
    if (content.verdict() != Verdict.VALID) {
      // In force by its source's word, and not provable by today's evidence.
      throw content.verdict() == Verdict.UNKNOWN
          ? unreachable()
          : new Problem(SharingProblem.MATERIAL_ENDED, content.verdict().name());
    }
    JsonNode data = content.data();
    return new Source(
        id,
        true,
        content.holder(),
        content.held().authority(),
        content.held().type(),
        content.version(),
        content.file(),
        content.digest(),
        data == null ? json.createObjectNode() : data,
        content.held().validUntil(),
        () -> {});
  }

  private ByteString nonce() {
    byte[] nonce = new byte[ReceiptFacts.NONCE_SIZE];
    random.nextBytes(nonce);
    return ByteString.of(nonce);
  }

  private Prepared prepare(
      Intent intent,
      FetchIds ids,
      SharingCase asked,
      Matter.Option option,
      Form form,
      Source source,
      ByteString nonce,
      Caller.OfAuthority caller) {
    return switch (form) {
      case FIELDS -> {
        ObjectNode fields = json.createObjectNode();
        for (String field : option.fields()) {
          JsonNode value = source.data().path(field);
          if (value.isString()) {
            fields.put(field, value.stringValue());
          }
        }
        if (fields.isEmpty()) {
          throw new Problem(SharingProblem.MATERIAL_NOT_FOUND);
        }
        yield new Prepared(
            ReceiptFacts.Given.fields(
                List.copyOf(fields.propertyNames()),
                ReceiptFacts.digest(nonce, CanonicalJson.write(fields))),
            fields,
            null,
            null,
            null,
            () -> {});
      }
      case ANSWER -> {
        TreeMap<String, Boolean> answers = new TreeMap<>();
        LocalDate today = LegalDay.of(clock.instant());
        option
            .questions()
            .forEach(one -> answers.put(one.code(), Questions.answer(one, source.data(), today)));
        yield new Prepared(
            ReceiptFacts.Given.answers(
                answers,
                ReceiptFacts.digest(nonce, CanonicalJson.write(json.valueToTree(answers)))),
            null,
            answers,
            null,
            null,
            () -> {});
      }
      case ORIGINAL -> {
        byte[] file = files.content(source.file()).orElseThrow();
        yield new Prepared(
            ReceiptFacts.Given.file(form, ReceiptFacts.digest(nonce, file)),
            null,
            null,
            source.file(),
            source.digest(),
            () -> {});
      }
      case COPY -> copy(intent, ids, asked, source, nonce, caller);
    };
  }

  private Prepared copy(
      Intent intent,
      FetchIds ids,
      SharingCase asked,
      Source source,
      ByteString nonce,
      Caller.OfAuthority caller) {
    if (source.foreign()) {
      // A copy is rebuilt from the layout, which only our own licences have.
      throw new Problem(SharingProblem.FETCH_FORM_NOT_ALLOWED);
    }
    LocalDate end = LegalDay.of(intent.time()).plusDays(settings.copyDays());
    LocalDate until = source.validUntil();
    CaseCopies.Made made =
        copies.make(
            intent,
            ids.copy(),
            ids.file(),
            source.id(),
            new CaseCopies.Annotation(
                asked.matter().name().zh(),
                asked.number(),
                shown.body(caller.authority()).name(),
                until != null && until.isBefore(end) ? until : end,
                asked.matter().code()),
            caller);
    byte[] file = made.file().toByteArray();
    return new Prepared(
        ReceiptFacts.Given.file(Form.COPY, ReceiptFacts.digest(nonce, file)),
        null,
        null,
        ids.file(),
        Sha256Digest.of(file),
        made.persist());
  }

  private View view(FetchRows.Fetch fetch, Prepared prepared, UsageReceipt receipt) {
    Sha256Digest sha256 = prepared.sha256();
    return new View(
        fetch.id(),
        fetch.caseId(),
        fetch.material(),
        fetch.form(),
        fetch.licence(),
        fetch.type(),
        fetch.version(),
        prepared.fields(),
        prepared.answers(),
        sha256 == null
            ? null
            : new File(
                "/v1/fetches/" + fetch.id() + "/file", "application/ofd", sha256.value().toHex()),
        json.readTree(receipt.toBytes()));
  }

  /** All of it or nothing, in the transaction that stores the answer. */
  private void keep(
      FetchRows.Fetch fetch,
      Source source,
      Prepared prepared,
      UsageReceipt receipt,
      Caller.OfAuthority caller) {
    if (!cases.hold(fetch.caseId())) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    UUID consent = fetch.consent();
    if (consent != null && !consents.holdGranted(consent)) {
      throw new Problem(SharingProblem.CONSENT_WITHDRAWN);
    }
    if (objections.pauses(caller.authority(), fetch.licence())) {
      throw new Problem(SharingProblem.FETCH_PAUSED);
    }
    source.hold().run();
    prepared.persist().run();
    fetches.insert(fetch, caller.actor(), source.foreign(), source.validUntil(), receipt);
    cases.fetched(fetch.caseId(), fetch.material(), fetch.fetchedAt());
    if (fetch.form() != Form.COPY) {
      // The copy records its own use.
      usages.record(
          new Usage(
              source.holder(),
              source.id(),
              fetch.form() == Form.ORIGINAL ? Usage.Kind.FILE : Usage.Kind.READ,
              caller.authority(),
              caller.actor(),
              new UseCause(receipt.facts().asking().cause())));
    }
    audit.record(
        new AuditFact(
            FETCHED,
            fetch.id(),
            caller.authority(),
            caller.actor(),
            json.createObjectNode()
                .put(UsageReceipt.LOG_MEMBER, receipt.leaf().digest().value().toHex())
                .put("case", fetch.caseId().toString())
                .put("licence", fetch.licence().toString())));
    // Last: its row is every fetch's of the authority, and is locked until the end.
    volume.count(caller.authority(), fetch.id(), caller.actor(), fetch.fetchedAt());
  }
}
