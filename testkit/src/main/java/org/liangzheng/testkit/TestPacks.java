package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.pack.ServiceKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evidence packs put together by hand from a world's first pack, so that they can be wrong in one
 * way and right in every other. Does not use the writer that it is to test against.
 */
public final class TestPacks {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode payload;
  private final ObjectNode header;
  private List<DigestSigner> owners;
  private DigestSigner packKey;
  private boolean resignList;

  private TestPacks(byte[] pack, List<DigestSigner> owners, DigestSigner packKey) {
    String[] parts = new String(pack, StandardCharsets.US_ASCII).split("\\.");
    this.header = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    this.payload = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    this.owners = owners;
    this.packKey = packKey;
  }

  /** Starts from a pack that is right in every respect. */
  public static TestPacks valid(TestWorld world) {
    return of(
        world.pack(),
        List.of(world.key(SampleRole.TRUST_ROOT_1), world.key(SampleRole.TRUST_ROOT_2)),
        world.key(SampleRole.PACK));
  }

  /**
   * Starts from a pack and the keys that made it.
   *
   * @param owners two of the root's keys
   */
  public static TestPacks of(byte[] pack, List<DigestSigner> owners, DigestSigner packKey) {
    return new TestPacks(pack, owners, packKey);
  }

  public TestPacks payload(Consumer<ObjectNode> change) {
    change.accept(payload);
    return this;
  }

  public TestPacks header(Consumer<ObjectNode> change) {
    change.accept(header);
    return this;
  }

  /** Changes the trust list, which its owners then sign again. */
  public TestPacks trustList(Consumer<ObjectNode> change) {
    change.accept((ObjectNode) payload.get("trust").get("list"));
    resignList = true;
    return this;
  }

  public TestPacks signedByOwners(DigestSigner... keys) {
    this.owners = List.of(keys);
    resignList = true;
    return this;
  }

  /** Signs by another key and names it in the header. */
  public TestPacks signedBy(DigestSigner key) {
    this.packKey = key;
    header.put("kid", ServiceKey.idOf(key.publicKey()).value().toHex());
    return this;
  }

  public TestPacks numbered(long version, Instant issuedAt) {
    return payload(p -> {
      p.put("version", version);
      p.put("issuedAt", issuedAt.toString());
    });
  }

  public TestPacks expiringAt(Instant instant) {
    return payload(p -> p.put("expiresAt", instant.toString()));
  }

  /** The pack in canonical form, rightly signed by its key. */
  public byte[] build() {
    if (resignList) {
      ObjectNode trust = (ObjectNode) payload.get("trust");
      trust.set("signatures", signatures(CanonicalJson.write(trust.get("list"))));
    }
    return sign(CanonicalJson.write(header), CanonicalJson.write(payload));
  }

  /** Signs any header and payload by the pack key. */
  public byte[] sign(byte[] headerBytes, byte[] payloadBytes) {
    String signed = base64(headerBytes) + "." + base64(payloadBytes);
    byte[] value =
        packKey
            .sign(packKey.publicKey().digest(signed.getBytes(StandardCharsets.US_ASCII)))
            .toRaw();
    return (signed + "." + base64(value)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Canonical bytes of the payload as it is now. */
  public byte[] payloadBytes() {
    return CanonicalJson.write(payload);
  }

  /** Canonical bytes of the header as it is now. */
  public byte[] headerBytes() {
    return CanonicalJson.write(header);
  }

  private ArrayNode signatures(byte[] list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (DigestSigner owner : new ArrayList<>(owners)) {
      ObjectNode signature = array.addObject();
      signature.put("key", ServiceKey.idOf(owner.publicKey()).value().toHex());
      signature.put("value", base64(owner.sign(owner.publicKey().digest(list)).toRaw()));
    }
    return array;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
