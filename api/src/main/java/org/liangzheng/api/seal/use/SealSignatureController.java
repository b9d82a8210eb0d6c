package org.liangzheng.api.seal.use;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.seal.OfficeSeal;
import org.liangzheng.api.seal.SealBook;
import org.liangzheng.api.seal.SealUse;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Sealing of documents and digests for the systems of departments. */
@RestController
class SealSignatureController {
  static final String ROUTE = "POST /v1/seal-signatures";
  static final String PATH = "/v1/seal-signatures";

  private static final MediaType OFD = MediaType.parseMediaType("application/ofd");
  private static final Pattern MATTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern PROPERTY = Pattern.compile("[!-~]{1,200}");
  private static final int DIGEST = 64;

  private final Seals seals;
  private final Sealing sealing;
  private final SealBook book;
  private final SealedFiles files;
  private final AuditLog audit;
  private final AccessControl access;
  private final Idempotency idempotency;
  private final Ids ids;
  private final JsonMapper json;

  SealSignatureController(
      Seals seals,
      Sealing sealing,
      SealBook book,
      SealedFiles files,
      AuditLog audit,
      AccessControl access,
      Idempotency idempotency,
      Ids ids,
      JsonMapper json) {
    this.seals = seals;
    this.sealing = sealing;
    this.book = book;
    this.files = files;
    this.audit = audit;
    this.access = access;
    this.idempotency = idempotency;
    this.ids = ids;
    this.json = json;
  }

  /**
   * What is to be sealed: a document with places, or a digest.
   *
   * @param seal id of an office seal of the caller's authority
   * @param matter code of the matter; the seal's rules may ask for one
   * @param document OFD, Base64
   * @param lock whether no further seal may follow
   * @param digest 64 hexadecimal digits, by the hash of the seal's suite: SM3 for SM2, SHA-256 for
   *     P-256
   * @param property with a digest: what the stamp says of the original (propertyInfo), printable
   *     ASCII
   */
  record Request(
      @Nullable UUID seal,
      @Nullable String matter,
      @Nullable String document,
      @Nullable List<PlaceBody> places,
      @Nullable Boolean lock,
      @Nullable String digest,
      @Nullable String property) {
    @Override
    public String toString() {
      return "Request[" + seal + "]";
    }
  }

  /** Seals a document or digest with an office seal of the caller's authority. */
  @PostMapping(PATH)
  @Access(scope = Scope.SEAL_USE)
  ResponseEntity<byte[]> seal(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Request body) {
    return idempotency
        .run(
            caller.actor(),
            ROUTE,
            key,
            RequestDigest.of(json, body, caller.authority().value()),
            Act.of(
                () -> (ids.next() + " " + ids.next()).getBytes(StandardCharsets.US_ASCII),
                intent -> sealed(intent, caller, body)))
        .toResponse();
  }

  private Outcome sealed(Intent intent, Caller.OfAuthority caller, Request body) {
    check(body);
    OfficeSeal seal =
        seals.officeSeal(Optional.ofNullable(body.seal()).orElseThrow(), caller.authority());
    String[] allotted = new String(intent.allotted(), StandardCharsets.US_ASCII).split(" ");
    UUID use = UUID.fromString(allotted[0]);
    Sealing.Order order =
        new Sealing.Order(seal, caller.actor(), body.matter(), use, intent.id(), intent.time());
    return body.document() == null
        ? digest(order, body)
        : document(order, body, UUID.fromString(allotted[1]));
  }

  private Outcome document(Sealing.Order order, Request body, UUID file) {
    byte[] document = document(Optional.ofNullable(body.document()).orElseThrow());
    byte[] sealed =
        sealing.document(
            order,
            document,
            PlaceBody.read(Optional.ofNullable(body.places()).orElseThrow()),
            Boolean.TRUE.equals(body.lock()));
    Sha256Digest sha256 = Sha256Digest.of(sealed);
    Map<String, Object> answer = answer(order);
    answer.put("file", PATH + "/" + order.use() + "/file");
    answer.put("sha256", sha256.value().toHex());
    answer.put("size", sealed.length);
    SealUse use =
        use(
            order,
            SealUse.Act.SEAL_DOCUMENT,
            Optional.of(file),
            List.of(Sha256Digest.of(document).value(), sha256.value()));
    return new Outcome(
        answer(answer, order),
        () -> {
          files.store(file, sealed, order.time());
          keep(use, order);
        });
  }

  private Outcome digest(Sealing.Order order, Request body) {
    ByteString digest =
        ByteString.of(HexFormat.of().parseHex(Optional.ofNullable(body.digest()).orElseThrow()));
    byte[] stamp =
        sealing.digest(order, digest, Optional.ofNullable(body.property()).orElseThrow());
    Map<String, Object> answer = answer(order);
    answer.put("stamp", stamp);
    SealUse use =
        use(
            order,
            SealUse.Act.SEAL_DIGEST,
            Optional.empty(),
            List.of(digest, Sha256Digest.of(stamp).value()));
    return new Outcome(answer(answer, order), () -> keep(use, order));
  }

  private static Map<String, Object> answer(Sealing.Order order) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", order.use());
    answer.put("seal", order.seal().id());
    answer.put("sealVersion", order.seal().version());
    answer.put("sealNumber", order.seal().seal().info().esId());
    answer.put("sealedAt", order.time());
    return answer;
  }

  private Answer answer(Map<String, Object> body, Sealing.Order order) {
    return Answer.json(201, Map.of("Location", PATH + "/" + order.use()), body, json);
  }

  private static SealUse use(
      Sealing.Order order, SealUse.Act act, Optional<UUID> file, List<ByteString> digests) {
    return new SealUse(
        order.use(),
        order.seal().id(),
        order.seal().version(),
        order.seal().authority(),
        act,
        order.actor(),
        Optional.ofNullable(order.matter()),
        Optional.empty(),
        file,
        digests,
        order.time());
  }

  private void keep(SealUse use, Sealing.Order order) {
    book.record(use);
    audit.record(
        new AuditFact(
            "SEAL_USED",
            use.seal(),
            use.authority(),
            use.actor(),
            json.createObjectNode()
                .put("use", use.id().toString())
                .put("what", use.act().name())
                .put("version", order.seal().version())));
  }

  private static byte[] document(String base64) {
    try {
      return java.util.Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      FieldProblems problems = new FieldProblems();
      problems.add("/document", WebProblem.FIELD_MALFORMED).throwIfAny();
      throw malformed;
    }
  }

  private static void check(Request body) {
    FieldProblems problems = new FieldProblems();
    problems.require(body.seal() != null, "/seal", WebProblem.FIELD_MISSING);
    problems.require(
        body.matter() == null || MATTER.matcher(body.matter()).matches(),
        "/matter",
        WebProblem.FIELD_MALFORMED);
    String digest = body.digest();
    if (body.document() != null) {
      PlaceBody.check(body.places(), "/places", problems);
      problems.require(digest == null, "/digest", WebProblem.FIELD_MALFORMED);
      problems.require(body.property() == null, "/property", WebProblem.FIELD_MALFORMED);
    } else if (digest == null) {
      problems.add("/document", WebProblem.FIELD_MISSING);
    } else {
      problems.require(
          digest.length() == DIGEST && digest.chars().allMatch(HexFormat::isHexDigit),
          "/digest",
          WebProblem.FIELD_MALFORMED);
      problems.require(body.places() == null, "/places", WebProblem.FIELD_MALFORMED);
      problems.require(body.lock() == null, "/lock", WebProblem.FIELD_MALFORMED);
      if (body.property() == null) {
        problems.add("/property", WebProblem.FIELD_MISSING);
      } else {
        problems.require(
            PROPERTY.matcher(body.property()).matches(), "/property", WebProblem.FIELD_MALFORMED);
      }
    }
    problems.throwIfAny();
  }

  /** A document that was sealed for the caller's authority, byte for byte. */
  @GetMapping(PATH + "/{id}/file")
  @Access(scope = Scope.SEAL_USE)
  ResponseEntity<byte[]> file(Caller.OfAuthority caller, @PathVariable UUID id) {
    SealUse use =
        book.find(id)
            .filter(found -> found.act() == SealUse.Act.SEAL_DOCUMENT)
            .orElseThrow(() -> new Problem(SealUseProblem.SEAL_USE_UNKNOWN));
    access.requireOwn(caller, use.authority(), SealUseProblem.SEAL_USE_UNKNOWN);
    byte[] content =
        use.file()
            .flatMap(files::content)
            .orElseThrow(() -> new Problem(SealUseProblem.SEAL_USE_UNKNOWN));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(OFD)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".ofd").build().toString())
        .body(content);
  }
}
