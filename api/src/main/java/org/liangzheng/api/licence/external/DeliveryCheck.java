package org.liangzheng.api.licence.external;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.report.Report;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a delivery and verifies its file. What cannot be kept is refused; what is merely wrong is
 * noted and kept: the licence exists, whatever its clerk mistyped.
 */
@Component
class DeliveryCheck {
  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,200}");

  private final TrustDirectory trust;
  private final JsonMapper json;

  DeliveryCheck(TrustDirectory trust, JsonMapper json) {
    this.trust = trust;
    this.json = json;
  }

  /**
   * @throws Problem with every field that cannot be kept; or of the evidence, when there is none
   */
  Word check(ExternalIssuer issuer, Delivery delivery, Instant now) {
    FieldProblems problems = new FieldProblems();
    long sequence = sequence(delivery.sequence(), problems);
    Optional<LicenceId.Parsed> id = identifier(delivery.identifier(), problems);
    problems.require(
        delivery.issuer() == null || delivery.issuer().equals(issuer.code()),
        "/issuer",
        WebProblem.FIELD_MALFORMED);
    boolean hasContent =
        delivery.holder() != null || delivery.file() != null || delivery.data() != null;
    problems.require(
        hasContent || delivery.status() != null, "", ExternalProblem.EXTERNAL_DELIVERY_EMPTY);
    Optional<byte[]> file = Optional.empty();
    if (hasContent) {
      holder(delivery.holder(), problems);
      line(delivery.number(), "/number", problems);
      line(delivery.typeName(), "/typeName", problems);
      problems.require(
          delivery.data() == null || delivery.data().isObject(),
          "/data",
          WebProblem.FIELD_MALFORMED);
      file = file(delivery.file(), problems);
    }
    problems.throwIfAny();
    LicenceId.Parsed parsed = id.orElseThrow();
    String identifier = present(delivery.identifier());
    return new Word(
        issuer,
        sequence,
        identifier,
        parsed.id(),
        hasContent
            ? Optional.of(content(issuer, delivery, identifier, parsed, file, now))
            : Optional.empty(),
        Optional.ofNullable(delivery.status()),
        ByteString.of(RequestDigest.of(json, delivery).bytes()).toHex());
  }

  private Word.Content content(
      ExternalIssuer issuer,
      Delivery delivery,
      String identifier,
      LicenceId.Parsed id,
      Optional<byte[]> bytes,
      Instant now) {
    Delivery.Holder holder = present(delivery.holder());
    String type = present(holder.type());
    String code = present(holder.code());
    List<IntakeFinding> findings = new ArrayList<>();
    note(findings, !id.checkCharacterRight(), IntakeFinding.IDENTIFIER_CHECK_CHARACTER_WRONG);
    note(
        findings,
        !id.id().authority().equals(issuer.authority().value()),
        IntakeFinding.IDENTIFIER_AUTHORITY_DIFFERS);
    Optional<HolderCode> read = holderCode(type, code);
    note(findings, read.isEmpty(), IntakeFinding.HOLDER_CODE_WRONG);
    note(findings, bytes.isEmpty(), IntakeFinding.DATA_ONLY);
    Optional<Word.File> file = bytes.map(received -> verified(received, now));
    if (file.isPresent()) {
      Optional<LicenceFacts> facts = file.get().report().licence();
      note(findings, facts.isEmpty(), IntakeFinding.FILE_WITHOUT_FACTS);
      note(
          findings,
          facts.isPresent()
              && !(facts.get().id().equals(id.id())
                  && facts.get().holder().type().equals(type)
                  && facts.get().holder().value().equals(code)),
          IntakeFinding.FILE_DIFFERS);
    }
    return new Word.Content(
        new Stored(
            identifier,
            delivery.number(),
            type,
            code,
            holder.name(),
            delivery.typeName(),
            delivery.issueDate(),
            delivery.validFrom(),
            delivery.validUntil(),
            delivery.data(),
            null,
            null),
        LicenceHolders.key(type, code),
        findings,
        file);
  }

  /** Over the bytes as received; by the file alone, for no register of ours can know it yet. */
  private Word.File verified(byte[] bytes, Instant now) {
    Report report = Verifier.verify(bytes, trust.evidence(), Policy.FILE, now);
    return new Word.File(ByteString.of(bytes), report);
  }

  private static void note(List<IntakeFinding> findings, boolean holds, IntakeFinding finding) {
    if (holds) {
      findings.add(finding);
    }
  }

  private static long sequence(@Nullable Long sequence, FieldProblems problems) {
    problems.require(sequence != null, "/sequence", WebProblem.FIELD_MISSING);
    problems.require(sequence == null || sequence > 0, "/sequence", WebProblem.FIELD_MALFORMED);
    return sequence == null ? 0 : sequence;
  }

  private static Optional<LicenceId.Parsed> identifier(
      @Nullable String identifier, FieldProblems problems) {
    if (identifier == null) {
      problems.add("/identifier", WebProblem.FIELD_MISSING);
      return Optional.empty();
    }
    try {
      return Optional.of(LicenceId.read(identifier));
    } catch (MalformedException wrong) {
      problems.add("/identifier", ExternalProblem.EXTERNAL_IDENTIFIER_MALFORMED);
      return Optional.empty();
    }
  }

  private static void holder(Delivery.@Nullable Holder holder, FieldProblems problems) {
    if (holder == null) {
      problems.add("/holder", WebProblem.FIELD_MISSING);
      return;
    }
    required(holder.type(), "/holder/type", problems);
    required(holder.code(), "/holder/code", problems);
    required(holder.name(), "/holder/name", problems);
  }

  private static void required(@Nullable String text, String pointer, FieldProblems problems) {
    problems.require(text != null, pointer, WebProblem.FIELD_MISSING);
    line(text, pointer, problems);
  }

  private static void line(@Nullable String text, String pointer, FieldProblems problems) {
    problems.require(
        text == null || (LINE.matcher(text).matches() && !text.isBlank()),
        pointer,
        WebProblem.FIELD_MALFORMED);
  }

  private static Optional<HolderCode> holderCode(String type, String code) {
    try {
      return Optional.of(HolderCode.parse(type, code));
    } catch (MalformedException wrong) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> file(@Nullable String base64, FieldProblems problems) {
    if (base64 == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      problems.require(bytes.length > 0, "/file", WebProblem.FIELD_MALFORMED);
      return Optional.of(bytes);
    } catch (IllegalArgumentException wrong) {
      problems.add("/file", WebProblem.FIELD_MALFORMED);
      return Optional.empty();
    }
  }

  /** A value that the checks above found to be there. */
  private static <T> T present(@Nullable T value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}
