package org.liangzheng.verifier.format.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.log.TreeHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The canonical leaf: the facts, and the very bytes that stand in the batch's tree.
 *
 * @param bytes RFC 8785 JSON, at most {@link #MAX_SIZE}
 */
public record ReceiptLeaf(ReceiptFacts facts, ByteString bytes) {
  /** Longest leaf in bytes. */
  public static final int MAX_SIZE = 16 * 1024;

  /** Writes. */
  public static ReceiptLeaf of(ReceiptFacts facts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ReceiptFacts.Asking asking = facts.asking();
    json.put("id", facts.id().toString());
    json.put("nonce", Base64Url.encode(facts.nonce().toByteArray()));
    json.put("asker", asking.asker().value());
    json.put("at", asking.at().toString());
    json.put("case", asking.caseId().toString());
    json.put("caseNumber", asking.caseNumber());
    json.put("matter", asking.matter());
    json.put("matterVersion", asking.matterVersion());
    json.put("material", asking.material());
    json.put("cause", asking.cause());
    json.put("basis", asking.basis().name());
    asking.consent().ifPresent(consent -> json.put("consent", consent.toString()));
    ReceiptFacts.Licence licence = facts.licence();
    json.put("licence", licence.id().toString());
    json.put("issuer", licence.issuer().value());
    json.put("type", licence.type().value());
    json.put("version", licence.version());
    json.put("file", licence.file().value().toHex());
    json.put("status", licence.status());
    json.put("statusAt", licence.statusAt().toString());
    ReceiptFacts.Given given = facts.given();
    json.put("form", given.form().name());
    if (!given.fields().isEmpty()) {
      ArrayNode fields = json.putArray("fields");
      given.fields().forEach(fields::add);
    }
    if (!given.answers().isEmpty()) {
      ObjectNode answers = json.putObject("answers");
      given.answers().forEach(answers::put);
    }
    json.put("given", given.digest().value().toHex());
    byte[] bytes = CanonicalJson.write(json);
    if (bytes.length > MAX_SIZE) {
      throw new IllegalArgumentException("a leaf has at most 16 KiB");
    }
    return new ReceiptLeaf(facts, ByteString.wrap(bytes));
  }

  /**
   * Reads.
   *
   * @throws MalformedException if it is not a leaf in its one form
   */
  public static ReceiptLeaf read(byte[] bytes) throws MalformedException {
    if (bytes.length > MAX_SIZE) {
      throw new MalformedException("a leaf has at most 16 KiB");
    }
    Members json = Members.of(CanonicalJson.read(bytes));
    try {
      ReceiptFacts facts =
          new ReceiptFacts(
              json.uuid("id"), asking(json), licence(json), given(json), json.bytes("nonce"));
      json.end();
      return new ReceiptLeaf(facts, ByteString.of(bytes));
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("a receipt that says what none says", invalid);
    }
  }

  private static ReceiptFacts.Asking asking(Members json) throws MalformedException {
    Optional<JsonNode> consent = json.find("consent");
    return new ReceiptFacts.Asking(
        OrganizationId.parse(json.text("asker")),
        json.instant("at"),
        json.uuid("case"),
        json.text("caseNumber"),
        json.text("matter"),
        number(json, "matterVersion"),
        json.text("material"),
        json.text("cause"),
        ReceiptFacts.Basis.valueOf(json.text("basis")),
        consent.isEmpty() ? Optional.empty() : Optional.of(json.uuid("consent")));
  }

  private static ReceiptFacts.Licence licence(Members json) throws MalformedException {
    Instant statusAt = json.instant("statusAt");
    return new ReceiptFacts.Licence(
        json.uuid("licence"),
        OrganizationId.parse(json.text("issuer")),
        LicenceTypeCode.parse(json.text("type")),
        number(json, "version"),
        json.sha256("file"),
        json.text("status"),
        statusAt);
  }

  private static ReceiptFacts.Given given(Members json) throws MalformedException {
    List<String> fields = new ArrayList<>();
    if (json.find("fields").isPresent()) {
      for (JsonNode item : json.items("fields")) {
        if (!item.isString()) {
          throw new MalformedException("a name of a field is text");
        }
        fields.add(item.stringValue());
      }
    }
    TreeMap<String, Boolean> answers = new TreeMap<>();
    Optional<JsonNode> node = json.find("answers");
    if (node.isPresent()) {
      if (!node.get().isObject()) {
        throw new MalformedException("answers are an object");
      }
      for (Map.Entry<String, JsonNode> answer : node.get().properties()) {
        if (!answer.getValue().isBoolean()) {
          throw new MalformedException("an answer is true or false");
        }
        answers.put(answer.getKey(), answer.getValue().booleanValue());
      }
    }
    // An empty list has no place in the one form: it is left out.
    if ((fields.isEmpty() && json.find("fields").isPresent())
        || (answers.isEmpty() && node.isPresent())) {
      throw new MalformedException("an empty list is left out");
    }
    return new ReceiptFacts.Given(
        ReceiptFacts.Form.valueOf(json.text("form")), fields, answers, json.sha256("given"));
  }

  private static int number(Members json, String name) throws MalformedException {
    long number = json.count(name);
    if (number > Integer.MAX_VALUE) {
      throw new MalformedException("the member " + name + " is too large");
    }
    return (int) number;
  }

  /** Its hash in the batch's tree. */
  public TreeHash hash() {
    return TreeHash.ofLeaf(bytes.toByteArray());
  }

  /** What the audit log knows it by. */
  public Sha256Digest digest() {
    return Sha256Digest.of(bytes.toByteArray());
  }
}
