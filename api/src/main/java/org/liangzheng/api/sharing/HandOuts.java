package org.liangzheng.api.sharing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.copy.CaseCopies;
import org.liangzheng.api.sharing.FetchSources.Source;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes what is handed out of a licence: no more than its material allows. */
@Component
class HandOuts {
  private final SealedFiles files;
  private final CaseCopies copies;
  private final Shown shown;
  private final SharingSettings settings;
  private final Clock clock;
  private final JsonMapper json;

  HandOuts(
      SealedFiles files,
      CaseCopies copies,
      Shown shown,
      SharingSettings settings,
      Clock clock,
      JsonMapper json) {
    this.files = files;
    this.copies = copies;
    this.shown = shown;
    this.settings = settings;
    this.clock = clock;
    this.json = json;
  }

  /**
   * What is handed out, before it is.
   *
   * @param given what the receipt says of it
   * @param persist keeps what was made for it, in the transaction of the fetch
   */
  record HandOut(
      ReceiptFacts.Given given,
      @Nullable JsonNode fields,
      @Nullable Map<String, Boolean> answers,
      @Nullable UUID file,
      @Nullable Sha256Digest sha256,
      Runnable persist) {
    static HandOut ofFields(ReceiptFacts.Given given, JsonNode fields) {
      return new HandOut(given, fields, null, null, null, () -> {});
    }

    static HandOut ofAnswers(ReceiptFacts.Given given, Map<String, Boolean> answers) {
      return new HandOut(given, null, answers, null, null, () -> {});
    }

    @Override
    public String toString() {
      return "HandOut";
    }
  }

  /**
   * Makes it.
   *
   * @param nonce of the receipt, which salts what it says of the content
   * @throws Problem MATERIAL_NOT_FOUND, FETCH_FORM_NOT_ALLOWED, or of making a copy
   */
  HandOut make(
      Intent intent,
      SharingCase asked,
      Matter.Material material,
      Form form,
      Source source,
      ByteString nonce,
      Caller.OfAuthority caller) {
    Matter.Option option =
        material.options().stream()
            .filter(one -> one.type().equals(source.type()))
            .findFirst()
            .orElseThrow();
    return switch (form) {
      case FIELDS -> fields(option, source, nonce);
      case ANSWER -> answers(option, source, nonce);
      case ORIGINAL -> {
        byte[] file = files.content(source.file()).orElseThrow();
        yield new HandOut(
            ReceiptFacts.Given.file(form, ReceiptFacts.digest(nonce, file)),
            null,
            null,
            source.file(),
            source.digest(),
            () -> {});
      }
      case COPY -> copy(intent, asked, source, nonce, caller);
    };
  }

  private HandOut fields(Matter.Option option, Source source, ByteString nonce) {
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
    return HandOut.ofFields(
        ReceiptFacts.Given.fields(
            List.copyOf(fields.propertyNames()),
            ReceiptFacts.digest(nonce, CanonicalJson.write(fields))),
        fields);
  }

  private HandOut answers(Matter.Option option, Source source, ByteString nonce) {
    TreeMap<String, Boolean> answers = new TreeMap<>();
    LocalDate today = LegalDay.of(clock.instant());
    option
        .questions()
        .forEach(one -> answers.put(one.code(), Questions.answer(one, source.data(), today)));
    return HandOut.ofAnswers(
        ReceiptFacts.Given.answers(
            answers, ReceiptFacts.digest(nonce, CanonicalJson.write(json.valueToTree(answers)))),
        answers);
  }

  private HandOut copy(
      Intent intent,
      SharingCase asked,
      Source source,
      ByteString nonce,
      Caller.OfAuthority caller) {
    if (source.foreign()) {
      // A copy is rebuilt from the layout, which only our own licences have.
      throw new Problem(SharingProblem.FETCH_FORM_NOT_ALLOWED);
    }
    FetchIds ids = FetchIds.decode(intent.allotted());
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
                asked.matter().code(),
                ids.fetch()),
            caller);
    byte[] file = made.file().toByteArray();
    return new HandOut(
        ReceiptFacts.Given.file(Form.COPY, ReceiptFacts.digest(nonce, file)),
        null,
        null,
        ids.file(),
        Sha256Digest.of(file),
        made.persist());
  }
}
