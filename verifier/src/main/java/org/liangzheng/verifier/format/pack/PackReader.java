package org.liangzheng.verifier.format.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.jws.CompactJws;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.status.NotInForceTable;
import org.liangzheng.verifier.format.status.StatusBook;
import org.liangzheng.verifier.format.status.StatusList;
import tools.jackson.databind.JsonNode;

/**
 * Reads evidence packs in the steps of docs/formats/evidence-pack.md. Trust flows one way: anchor →
 * root → trust list → pack key → pack; nothing is used before what vouches for it has passed.
 */
public final class PackReader {
  /** Largest pack in bytes. */
  public static final int MAX_SIZE = 8 << 20;

  /** How far ahead of this machine's clock a publisher's may be. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private PackReader() {}

  /**
   * Reads a pack. A pack past its age is read too: age is judged where its evidence is used.
   *
   * @param anchor fingerprint of the trusted root, see {@link TrustRoot#anchor}
   * @param highest what was remembered of the newest pack accepted under this anchor
   * @param now the real time, also where the question is about another
   * @throws PackRefusedException if any step fails; such a pack is used for nothing
   */
  public static EvidencePack read(
      byte[] bytes, Sha256Digest anchor, Optional<PackMark> highest, Instant now)
      throws PackRefusedException {
    if (bytes.length > MAX_SIZE) {
      throw new PackRefusedException(PackFault.PACK_TOO_LARGE);
    }
    EvidencePack pack;
    try {
      pack = read(bytes, anchor);
    } catch (MalformedException malformed) {
      throw new PackRefusedException(PackFault.PACK_MALFORMED, malformed);
    }
    if (pack.issuedAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new PackRefusedException(PackFault.PACK_FROM_THE_FUTURE);
    }
    if (highest.isPresent()) {
      refuseOlder(PackMark.of(pack, bytes), highest.get());
    }
    return pack;
  }

  private static EvidencePack read(byte[] bytes, Sha256Digest anchor)
      throws MalformedException, PackRefusedException {
    CompactJws jws = CompactJws.read(PackCodec.TYPE, bytes);
    JsonNode json = CanonicalJson.read(jws.payload().toByteArray());
    require(PackCodec.isKnownFormat(json), PackFault.PACK_FORMAT_UNKNOWN);
    PackCodec.Raw raw = PackCodec.readPack(json);

    TrustRoot root = TrustListCodec.readRoot(raw.root());
    require(root.anchor().equals(anchor), PackFault.PACK_ROOT_DIFFERS);

    List<RootSignature> signatures = rootSignatures(raw.trustList(), raw.signatures(), root);
    Optional<TrustList> trust = TrustListCodec.readTrustList(raw.trustList());
    require(trust.isPresent(), PackFault.PACK_TRUST_LIST_EMPTY);

    Optional<ServiceKey> named = trust.get().packKey(jws.keyId(), raw.issuedAt());
    require(named.isPresent(), PackFault.PACK_KEY_NOT_ENTITLED);
    VerificationKey key = named.get().key();
    require(
        jws.algorithm().equals(CompactJws.algorithm(key.suite())),
        PackFault.PACK_ALGORITHM_DIFFERS);
    SignatureValue value = SignatureValue.fromRaw(key.suite(), jws.signature().toByteArray());
    require(
        key.verifies(key.digest(jws.toSign().toByteArray()), value),
        PackFault.PACK_SIGNATURE_WRONG);

    List<RevocationList> revocations = PackCodec.readRevocations(raw.revocations());
    Optional<PackStatuses> statuses = statuses(raw.optional());
    Optional<PackPresentation> presentation =
        raw.optional().isEmpty() ? Optional.empty() : PresentationCodec.read(raw.optional().get());
    return TrustListCodec.build(() ->
        new EvidencePack(
            raw.version(),
            raw.issuedAt(),
            raw.expiresAt(),
            raw.previous(),
            root,
            new SignedTrustList(trust.get(), signatures),
            revocations,
            statuses,
            presentation));
  }

  /** Read last: inflating is work that only a pack with the right signature gets. */
  private static Optional<PackStatuses> statuses(Optional<JsonNode> optional)
      throws MalformedException, PackRefusedException {
    if (optional.isEmpty()) {
      return Optional.empty();
    }
    Optional<StatusCodec.Raw> raw = StatusCodec.read(optional.get());
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PackStatuses(
            book(raw.get().licences(), raw.get().licencesNotInForce()),
            book(raw.get().seals(), raw.get().sealsNotInForce())));
  }

  private static StatusBook book(StatusList list, NotInForceTable table)
      throws PackRefusedException {
    require(StatusBook.agree(list, table), PackFault.PACK_STATUS_CONTRADICTS);
    return new StatusBook(list, table);
  }

  /** Two different root keys; one that signs twice, or one wrong signature, spoils the list. */
  static List<RootSignature> rootSignatures(JsonNode list, List<JsonNode> items, TrustRoot root)
      throws PackRefusedException {
    byte[] signed = CanonicalJson.write(list);
    List<RootSignature> signatures = new ArrayList<>();
    Set<Sha256Digest> signers = new HashSet<>();
    for (JsonNode item : items) {
      RootSignature signature;
      try {
        signature = TrustListCodec.readRootSignature(item, root);
      } catch (MalformedException notOne) {
        throw new PackRefusedException(PackFault.PACK_TRUST_LIST_NOT_SIGNED, notOne);
      }
      VerificationKey key = root.key(signature.key()).orElseThrow();
      require(
          signers.add(signature.key()) && key.verifies(key.digest(signed), signature.value()),
          PackFault.PACK_TRUST_LIST_NOT_SIGNED);
      signatures.add(signature);
    }
    require(signers.size() >= TrustRoot.THRESHOLD, PackFault.PACK_TRUST_LIST_NOT_SIGNED);
    return signatures;
  }

  private static void refuseOlder(PackMark mark, PackMark highest) throws PackRefusedException {
    require(
        mark.version() >= highest.version()
            && !mark.issuedAt().isBefore(highest.issuedAt())
            && mark.trustVersion() >= highest.trustVersion(),
        PackFault.PACK_ROLLED_BACK);
    require(
        mark.version() > highest.version() || mark.digest().equals(highest.digest()),
        PackFault.PACK_FORKED);
  }

  private static void require(boolean holds, PackFault otherwise) throws PackRefusedException {
    if (!holds) {
      throw new PackRefusedException(otherwise);
    }
  }
}
