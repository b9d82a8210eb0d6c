package org.liangzheng.verifier.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.report.SignatureSummary.SealSummary;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON. Field names are stable; absent facts are {@code null}. */
public final class ReportJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final ReportText ZH = ReportText.in(Locale.CHINESE);
  private static final ReportText EN = ReportText.in(Locale.ENGLISH);

  private ReportJson() {}

  /** One line of JSON with everything the report holds but the licence's personal data. */
  public static String write(Report report) {
    return MAPPER.writeValueAsString(toMap(report));
  }

  /** The same as nested maps, for callers that add to it. */
  public static Map<String, @Nullable Object> toMap(Report report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", report.verdict().name());
    json.put("level", report.level().name());
    json.put("instant", report.instant().toString());
    json.put("zh", ZH.meaning(report));
    json.put("en", EN.meaning(report));
    json.put("next", Map.of("zh", ZH.next(report), "en", EN.next(report)));
    json.put("reasons", report.reasons().stream().map(ReportJson::reason).toList());
    json.put("since", orNull(report.since().map(Object::toString)));
    json.put("findings", report.findings().stream().map(ReportJson::finding).toList());
    json.put("signatures", report.signatures().stream().map(ReportJson::signature).toList());
    json.put("uncovered", report.uncovered());
    json.put("licence", orNull(report.licence().map(ReportJson::licence)));
    json.put("evidence", orNull(report.evidence().map(age -> evidence(age, report.instant()))));
    return json;
  }

  /** Code and sentences of a reason. */
  public static Map<String, @Nullable Object> reason(Reason reason) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", reason.name());
    json.put("zh", ZH.reason(reason));
    json.put("en", EN.reason(reason));
    return json;
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("check", finding.check().name());
    json.put("clause", finding.check().clause());
    json.put("subject", finding.subject().isEmpty() ? null : finding.subject());
    json.put(
        "outcome",
        switch (finding) {
          case Finding.Passed _ -> "passed";
          case Finding.Failed _ -> "failed";
          case Finding.Unknown _ -> "unknown";
        });
    json.put("reason", orNull(finding.code().map(Reason::name)));
    json.put("since", orNull(finding.known().map(Object::toString)));
    return json;
  }

  private static Map<String, @Nullable Object> evidence(PackAge age, Instant instant) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("issuedAt", age.issuedAt().toString());
    json.put("expiresAt", age.expiresAt().toString());
    json.put("ageSeconds", age.at(instant).toSeconds());
    json.put("limitSeconds", age.limit().toSeconds());
    json.put("tooOld", age.tooOldAt(instant));
    return json;
  }

  private static Map<String, @Nullable Object> signature(SignatureSummary signature) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", signature.id());
    json.put("signatureXml", signature.signatureXml());
    json.put("format", signature.format());
    json.put("checkMethod", signature.checkMethod());
    json.put("references", signature.references());
    json.put("referencesAltered", signature.referencesAltered());
    json.put("dataHashMatches", orNull(signature.dataHashMatches()));
    json.put("signatureValue", signature.signatureValue());
    json.put("signatureEncoding", orNull(signature.signatureEncoding()));
    json.put("sealSignature", orNull(signature.sealSignature()));
    Optional<SealSummary> seal = signature.seal();
    json.put("sealVendor", orNull(seal.map(SealSummary::vendor)));
    json.put("sealId", orNull(seal.map(SealSummary::id)));
    json.put("sealVersion", orNull(seal.map(SealSummary::version)));
    json.put("picture", orNull(seal.map(ReportJson::picture)));
    return json;
  }

  private static Map<String, @Nullable Object> picture(SealSummary seal) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", seal.pictureType());
    json.put("bytes", seal.pictureBytes());
    json.put("widthMm", seal.pictureWidthMm());
    json.put("heightMm", seal.pictureHeightMm());
    return json;
  }

  private static Map<String, @Nullable Object> licence(LicenceFacts facts) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", facts.id().type().value());
    json.put("typeName", facts.typeName());
    json.put("issuer", facts.issuer().value());
    json.put("issuerName", facts.issuerName());
    json.put("issueDate", facts.issueDate().toString());
    json.put("validFrom", facts.validFrom().toString());
    json.put("validUntil", orNull(facts.validUntil().map(Object::toString)));
    json.put("sealedBy", List.copyOf(facts.sealedBy().stream().map(o -> o.value()).toList()));
    return json;
  }

  /** JSON has null where the report has an empty Optional. */
  private static @Nullable Object orNull(Optional<?> value) {
    return value.isPresent() ? value.get() : null;
  }
}
