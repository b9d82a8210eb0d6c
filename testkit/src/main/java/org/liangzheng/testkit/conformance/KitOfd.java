package org.liangzheng.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A small OFD file with signatures; starts as a valid licence or document. Written by hand, apart
 * from the writer of licences: the kit neither follows its changes nor shares its mistakes.
 */
final class KitOfd {
  static final String SIGNATURES = "/Doc_0/Signs/Signatures.xml";
  static final String PAGE = "/Doc_0/Pages/Page_0/Content.xml";
  static final String PICTURE = "/Doc_0/Res/portrait.png";
  static final String ATTACHMENT = "/Doc_0/Attachs/licence.json";

  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
          + "gg==";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();
  private final List<Signed> signatures = new ArrayList<>();
  private Map<String, String> facts = new LinkedHashMap<>();
  private UnaryOperator<String> rootChange = UnaryOperator.identity();
  private UnaryOperator<String> documentChange = UnaryOperator.identity();
  private UnaryOperator<String> listChange = UnaryOperator.identity();

  private KitOfd() {}

  /**
   * One signature to be made.
   *
   * @param covered which parts it protects
   * @param checkMethod as written; empty leaves the attribute away
   * @param digest what the check values are computed with
   * @param change of the description, before it is signed
   */
  private record Signed(
      KitStamp stamp,
      Predicate<String> covered,
      Optional<String> checkMethod,
      SignatureSuite digest,
      UnaryOperator<String> change) {}

  /** A licence by the market regulator, not signed yet. */
  static KitOfd licence() {
    KitOfd ofd = new KitOfd();
    ofd.facts = new LinkedHashMap<>(facts(KitWorld.MARKET).toCustomDatas());
    return ofd;
  }

  /** A document that is no licence, not signed yet. */
  static KitOfd document() {
    return new KitOfd();
  }

  private static LicenceFacts facts(OrganizationId issuer) {
    return new LicenceFacts(
        "营业执照",
        TestLicences.HOLDER.value(),
        licenceId(),
        SampleDepartment.MARKET.displayName(),
        issuer,
        LocalDate.of(2026, 11, 1),
        "亮城市𠮷祥示例商贸有限公司",
        TestLicences.HOLDER,
        LocalDate.of(2026, 11, 1),
        Optional.of(LocalDate.of(2036, 10, 31)),
        List.of(issuer),
        Optional.empty());
  }

  static LicenceId licenceId() {
    return new LicenceId(TestLicences.TYPE, KitWorld.MARKET.value(), "CONFORM001", 1);
  }

  KitOfd fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  /** Changes OFD.xml before it is signed. */
  KitOfd root(String old, String replacement) {
    UnaryOperator<String> before = rootChange;
    rootChange = text -> swap(before.apply(text), old, replacement);
    return this;
  }

  /** Changes Document.xml before it is signed. */
  KitOfd document(String old, String replacement) {
    UnaryOperator<String> before = documentChange;
    documentChange = text -> swap(before.apply(text), old, replacement);
    return this;
  }

  /** Changes Signatures.xml before it is signed. */
  KitOfd list(String old, String replacement) {
    UnaryOperator<String> before = listChange;
    listChange = text -> swap(before.apply(text), old, replacement);
    return this;
  }

  /** Adds a part before anything is signed. */
  KitOfd part(String path, String text) {
    parts.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Signs everything, the list of signatures included, so that none can be added. */
  KitOfd sealed(KitStamp stamp) {
    return signed(stamp, _ -> true);
  }

  /** Signs everything but the list of signatures, so that another can be added. */
  KitOfd sealedOpen(KitStamp stamp) {
    return signed(stamp, path -> !path.equals(SIGNATURES));
  }

  KitOfd signed(KitStamp stamp, Predicate<String> covered) {
    signatures.add(
        new Signed(
            stamp,
            covered,
            Optional.of(stamp.suite().digestOid()),
            stamp.suite(),
            UnaryOperator.identity()));
    return this;
  }

  /** Signs everything with another digest method, in name or in truth. */
  KitOfd sealed(KitStamp stamp, Optional<String> checkMethod, SignatureSuite digest) {
    signatures.add(new Signed(stamp, _ -> true, checkMethod, digest, UnaryOperator.identity()));
    return this;
  }

  /** Signs everything under a changed description. */
  KitOfd sealed(KitStamp stamp, String old, String replacement) {
    signatures.add(
        new Signed(
            stamp,
            _ -> true,
            Optional.of(stamp.suite().digestOid()),
            stamp.suite(),
            text -> swap(text, old, replacement)));
    return this;
  }

  /** All parts by absolute path, in stored order. */
  Map<String, byte[]> build() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    put(all, "/OFD.xml", rootChange.apply(KitXml.root(facts, !signatures.isEmpty())));
    put(all, "/Doc_0/Document.xml", documentChange.apply(KitXml.document()));
    put(all, "/Doc_0/PublicRes.xml", KitXml.resources());
    put(all, PAGE, KitXml.page("营业执照 示例"));
    all.put(PICTURE, Base64.getDecoder().decode(PNG));
    put(all, "/Doc_0/Attachs/Attachments.xml", KitXml.attachments());
    put(all, ATTACHMENT, "{\"sample\":true}");
    all.putAll(parts);
    Map<String, byte[]> content = new LinkedHashMap<>(all);
    if (!signatures.isEmpty()) {
      List<Boolean> seals = signatures.stream().map(signed -> signed.stamp().isSeal()).toList();
      String list = listChange.apply(KitXml.list(seals));
      put(all, SIGNATURES, list);
      put(content, SIGNATURES, list);
    }
    for (int i = 0; i < signatures.size(); i++) {
      sign(all, content, i);
    }
    return all;
  }

  /** The file, all entries stored. */
  byte[] file() {
    return ZipForge.of(build()).bytes();
  }

  /** The file with some of its finished parts changed. */
  byte[] tampered(Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> all = build();
    change.accept(all);
    return ZipForge.of(all).bytes();
  }

  /** The file with text in a finished part replaced. */
  byte[] tampered(String path, String old, String replacement) {
    return tampered(all -> {
      put(all, path, swap(text(all, path), old, replacement));
    });
  }

  private void sign(Map<String, byte[]> all, Map<String, byte[]> content, int index) {
    Signed signed = signatures.get(index);
    Map<String, byte[]> protectedParts = new LinkedHashMap<>();
    content.forEach((path, bytes) -> {
      if (signed.covered().test(path)) {
        protectedParts.put(path, bytes);
      }
    });
    if (hasCopy(signed)) {
      all.put(KitXml.folder(index) + "/Seal.esl", signed.stamp().seal());
      protectedParts.put(KitXml.folder(index) + "/Seal.esl", signed.stamp().seal());
    }
    String path = KitXml.folder(index) + "/Signature.xml";
    String description = signed.change().apply(description(signed, protectedParts, index));
    put(all, path, description);
    all.put(
        KitXml.folder(index) + "/SignedValue.dat",
        signed.stamp().make(description.getBytes(StandardCharsets.UTF_8), path));
  }

  /** A copy of the seal may stand beside the stamp; ours do in licences. */
  private boolean hasCopy(Signed signed) {
    return signed.stamp().isSeal() && (!facts.isEmpty() || signed.stamp().hasOwnCopy());
  }

  private String description(Signed signed, Map<String, byte[]> protectedParts, int index) {
    StringBuilder references = new StringBuilder();
    protectedParts.forEach((path, bytes) ->
        references
            .append("<ofd:Reference FileRef=\"")
            .append(path)
            .append("\"><ofd:CheckValue>")
            .append(
                Base64.getEncoder()
                    .encodeToString(signed.digest().digest(bytes).value().toByteArray()))
            .append("</ofd:CheckValue></ofd:Reference>"));
    String stamp =
        signed.stamp().isSeal()
            ? "<ofd:StampAnnot ID=\"st" + index + "\" PageRef=\"1\" Boundary=\"140 220 40 40\"/>"
            : "";
    String seal =
        hasCopy(signed)
            ? "<ofd:Seal><ofd:BaseLoc>"
                + KitXml.folder(index)
                + "/Seal.esl</ofd:BaseLoc></ofd:Seal>"
            : "";
    return KitXml.HEAD
        + "<ofd:Signature"
        + KitXml.NAMESPACE
        + "><ofd:SignedInfo><ofd:Provider ProviderName=\"conformance\" Version=\"1.0\"/>"
        + "<ofd:SignatureMethod>"
        + signed.stamp().suite().signatureOid()
        + "</ofd:SignatureMethod><ofd:SignatureDateTime>20261101023000Z</ofd:SignatureDateTime>"
        + "<ofd:References"
        + signed.checkMethod().map(m -> " CheckMethod=\"" + m + "\"").orElse("")
        + ">"
        + references
        + "</ofd:References>"
        + stamp
        + seal
        + "</ofd:SignedInfo><ofd:SignedValue>"
        + KitXml.folder(index)
        + "/SignedValue.dat</ofd:SignedValue></ofd:Signature>";
  }

  /** A part that has to be there. */
  static byte[] part(Map<String, byte[]> parts, String path) {
    return Optional.ofNullable(parts.get(path)).orElseThrow();
  }

  static String text(Map<String, byte[]> parts, String path) {
    return new String(part(parts, path), StandardCharsets.UTF_8);
  }

  static void put(Map<String, byte[]> parts, String path, String text) {
    parts.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces text that has to be there. */
  static String swap(String text, String old, String replacement) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException("there is no: " + old);
    }
    return text.replace(old, replacement);
  }
}
