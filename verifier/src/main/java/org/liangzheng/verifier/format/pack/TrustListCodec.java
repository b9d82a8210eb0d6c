package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.pack.TrustList.Authority;
import org.liangzheng.verifier.format.pack.TrustList.Certifier;
import org.liangzheng.verifier.format.pack.TrustList.SealMaker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of trust lists, their signatures and the root; judges form only, never trust. */
final class TrustListCodec {
  private static final String TRUST_LIST_FORMAT = "lz-trust-list-1";
  private static final String ROOT_FORMAT = "lz-root-1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrustListCodec() {}

  // ---- root ----

  static byte[] rootBytes(TrustRoot root) {
    return CanonicalJson.write(root(root));
  }

  static ObjectNode root(TrustRoot root) {
    ObjectNode json = JSON.objectNode();
    json.put("format", ROOT_FORMAT);
    ArrayNode keys = json.putArray("keys");
    root.keys().forEach(key -> keys.add(Base64Url.encode(key.toSpki().toByteArray())));
    json.put("threshold", TrustRoot.THRESHOLD);
    return json;
  }

  static TrustRoot readRoot(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    requireFormat(members, ROOT_FORMAT);
    List<VerificationKey> keys = new ArrayList<>();
    for (JsonNode key : members.items("keys")) {
      if (!key.isString()) {
        throw new MalformedException("a root key is a string");
      }
      keys.add(VerificationKey.fromSpki(Base64Url.decode(key.stringValue()).toByteArray()));
    }
    if (members.count("threshold") != TrustRoot.THRESHOLD) {
      throw new MalformedException("the threshold is another one");
    }
    members.end();
    return build(() -> new TrustRoot(keys));
  }

  // ---- trust list ----

  static byte[] trustListBytes(TrustList list) {
    return CanonicalJson.write(trustList(list));
  }

  static ObjectNode trustList(TrustList list) {
    ObjectNode json = JSON.objectNode();
    json.put("format", TRUST_LIST_FORMAT);
    json.put("version", list.version());
    addAll(
        json.putArray("certifiers"),
        list.certifiers(),
        (c, o) -> {
          o.put("certificate", Base64Url.encode(c.certificate().der().toByteArray()));
          put(o, c.period());
        });
    addAll(
        json.putArray("sealMakers"),
        list.sealMakers(),
        (m, o) -> {
          o.put("certificate", m.certificate().value().toHex());
          put(o, m.period());
        });
    addAll(
        json.putArray("authorities"),
        list.authorities(),
        (a, o) -> {
          o.put("id", a.id().value());
          o.put("name", a.name());
          put(o, a.period());
        });
    addAll(
        json.putArray("keys"),
        list.keys(),
        (k, o) -> {
          o.put("purpose", k.purpose());
          o.put("key", Base64Url.encode(k.key().toSpki().toByteArray()));
          put(o, k.period());
        });
    return json;
  }

  /** A trust list, or nothing if it is well-formed and trusts nobody. */
  static Optional<TrustList> readTrustList(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    requireFormat(members, TRUST_LIST_FORMAT);
    long version = members.count("version");
    List<Certifier> certifiers =
        readAll(
            members.items("certifiers"),
            m ->
                new Certifier(Certificate.of(m.bytes("certificate").toByteArray()), readPeriod(m)));
    List<SealMaker> sealMakers =
        readAll(
            members.items("sealMakers"),
            m -> new SealMaker(m.sha256("certificate"), readPeriod(m)));
    List<Authority> authorities =
        readAll(
            members.items("authorities"),
            m -> new Authority(OrganizationId.parse(m.text("id")), m.text("name"), readPeriod(m)));
    List<ServiceKey> keys =
        readAll(
            members.items("keys"),
            m -> {
              String purpose = m.text("purpose");
              VerificationKey key = VerificationKey.fromSpki(m.bytes("key").toByteArray());
              Period period = readPeriod(m);
              return build(() -> new ServiceKey(purpose, key, period));
            });
    members.end();
    return certifiers.isEmpty() || sealMakers.isEmpty() || authorities.isEmpty()
        ? Optional.empty()
        : Optional.of(new TrustList(version, certifiers, sealMakers, authorities, keys));
  }

  private static void put(ObjectNode json, Period period) {
    json.put("from", period.from().toString());
    period.until().ifPresent(until -> json.put("until", until.toString()));
  }

  private static Period readPeriod(Members members) throws MalformedException {
    Instant from = members.instant("from");
    Optional<Instant> until = members.findInstant("until");
    return build(() -> new Period(from, until));
  }

  // ---- the owners' signatures ----

  static void put(ObjectNode json, RootSignature signature) {
    json.put("key", signature.key().value().toHex());
    json.put("value", Base64Url.encode(signature.value().toRaw()));
  }

  static RootSignature readRootSignature(JsonNode json, TrustRoot root) throws MalformedException {
    Members members = Members.of(json);
    Sha256Digest id = members.sha256("key");
    Optional<VerificationKey> key = root.key(id);
    if (key.isEmpty()) {
      throw new MalformedException("a signature names a key that is not of the root");
    }
    // The suite is the root key's own: nothing in the pack chooses it.
    SignatureValue value =
        SignatureValue.fromRaw(key.get().suite(), members.bytes("value").toByteArray());
    members.end();
    return new RootSignature(id, value);
  }

  // ---- small parts ----

  /** Requires that the object says that it is of this format. */
  static void requireFormat(Members members, String format) throws MalformedException {
    if (!members.text("format").equals(format)) {
      throw new MalformedException("the format is another one");
    }
  }

  private interface Put<T> {
    void put(T value, ObjectNode json);
  }

  private static <T> void addAll(ArrayNode array, List<T> values, Put<T> put) {
    Consumer<T> add = value -> put.put(value, array.addObject());
    values.forEach(add);
  }

  private interface Read<T> {
    T read(Members members) throws MalformedException;
  }

  private static <T> List<T> readAll(List<JsonNode> items, Read<T> read) throws MalformedException {
    List<T> values = new ArrayList<>();
    for (JsonNode item : items) {
      Members members = Members.of(item);
      values.add(read.read(members));
      members.end();
    }
    return values;
  }

  interface Build<T> {
    T build();
  }

  /** Values that contradict themselves cannot be built; in a file that is a fault of its form. */
  static <T> T build(Build<T> build) throws MalformedException {
    try {
      return build.build();
    } catch (IllegalArgumentException contradiction) {
      throw new MalformedException("values contradict each other", contradiction);
    }
  }
}
