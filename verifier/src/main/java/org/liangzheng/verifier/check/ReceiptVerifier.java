package org.liangzheng.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.jws.CompactJws;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.LogRefusedException;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.receipt.ReceiptBatch;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.format.receipt.ReceiptRefusedException;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.JsonNode;

/** Checks usage receipts without a network: the steps of docs/formats/receipt.md. */
public final class ReceiptVerifier {
  /** How far ahead of this machine's clock a signer's may be. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final Evidence evidence;
  private final Instant instant;

  private ReceiptVerifier(Evidence evidence, Instant instant) {
    this.evidence = evidence;
    this.instant = instant;
  }

  /**
   * Checks a receipt.
   *
   * @param instant the moment asked about
   */
  public static ReceiptReport verify(byte[] bytes, Evidence evidence, Instant instant) {
    Optional<UsageReceipt> read = Optional.empty();
    Optional<ReceiptFault> fault = Optional.empty();
    try {
      read = Optional.of(UsageReceipt.read(bytes));
      new ReceiptVerifier(evidence, instant).check(read.get());
    } catch (ReceiptRefusedException refused) {
      fault = Optional.of(refused.fault());
    }
    return new ReceiptReport(read, fault, instant, evidence.age());
  }

  private void check(UsageReceipt receipt) throws ReceiptRefusedException {
    TrustList trust =
        evidence
            .trust()
            .orElseThrow(() -> new ReceiptRefusedException(ReceiptFault.RECEIPT_NO_EVIDENCE));
    requireSigned(receipt, trust);
    require(
        receipt.proof().proves(receipt.leaf().hash(), receipt.batch().root()),
        ReceiptFault.RECEIPT_NOT_IN_BATCH);
    Instant signedAt = receipt.batch().issuedAt();
    require(!receipt.facts().latest().isAfter(signedAt), ReceiptFault.RECEIPT_TIMES_WRONG);
    require(!signedAt.isAfter(instant.plus(CLOCK_TOLERANCE)), ReceiptFault.RECEIPT_FROM_THE_FUTURE);
    if (receipt.log().isPresent()) {
      requireLogged(receipt, receipt.log().get(), trust);
    }
    // Last: a forgery is called one by however old a list.
    require(evidence.freshAt(instant), ReceiptFault.RECEIPT_EVIDENCE_OLD);
  }

  private static void requireSigned(UsageReceipt receipt, TrustList trust)
      throws ReceiptRefusedException {
    try {
      CompactJws jws = CompactJws.read(ReceiptBatch.TYPE, receipt.signedBatch().toByteArray());
      VerificationKey key = key(jws.keyId(), trust, receipt.batch().issuedAt());
      require(
          jws.algorithm().equals(CompactJws.algorithm(key.suite())),
          ReceiptFault.RECEIPT_ALGORITHM_DIFFERS);
      require(verifies(key, jws), ReceiptFault.RECEIPT_SIGNATURE_WRONG);
    } catch (MalformedException malformed) {
      throw new ReceiptRefusedException(ReceiptFault.RECEIPT_MALFORMED, malformed);
    }
  }

  private static boolean verifies(VerificationKey key, CompactJws jws) {
    try {
      SignatureValue value = SignatureValue.fromRaw(key.suite(), jws.signature().toByteArray());
      return key.verifies(key.digest(jws.toSign().toByteArray()), value);
    } catch (MalformedException | IllegalArgumentException notOne) {
      return false;
    }
  }

  private static VerificationKey key(Sha256Digest id, TrustList trust, Instant at)
      throws ReceiptRefusedException {
    List<ServiceKey> named = trust.keys().stream().filter(key -> key.id().equals(id)).toList();
    require(!named.isEmpty(), ReceiptFault.RECEIPT_KEY_NOT_LISTED);
    return named.stream()
        .filter(key -> key.purpose().equals(ServiceKey.RECEIPT) && key.period().contains(at))
        .findFirst()
        .map(ServiceKey::key)
        .orElseThrow(() -> new ReceiptRefusedException(ReceiptFault.RECEIPT_KEY_NOT_ENTITLED));
  }

  private static void requireLogged(UsageReceipt receipt, LogProof proof, TrustList trust)
      throws ReceiptRefusedException {
    String origin = proof.checkpoint().claimedOrigin();
    List<LogKey> keys =
        trust.keys().stream()
            .filter(key -> key.purpose().equals(ServiceKey.LOG))
            .map(key -> new LogKey(origin, key.key()))
            .toList();
    LogEntry entry;
    try {
      entry = proof.verified(keys);
    } catch (LogRefusedException refused) {
      throw new ReceiptRefusedException(ReceiptFault.RECEIPT_LOG_PROOF_WRONG, refused);
    }
    require(isAbout(entry, receipt), ReceiptFault.RECEIPT_LOG_ENTRY_OTHER);
  }

  private static boolean isAbout(LogEntry entry, UsageReceipt receipt) {
    try {
      JsonNode record = CanonicalJson.read(entry.record().toByteArray());
      return record.path("subject").asString("").equals(receipt.facts().id().toString())
          && record
              .path(UsageReceipt.LOG_MEMBER)
              .asString("")
              .equals(receipt.leaf().digest().value().toHex());
    } catch (MalformedException malformed) {
      return false;
    }
  }

  private static void require(boolean holds, ReceiptFault otherwise)
      throws ReceiptRefusedException {
    if (!holds) {
      throw new ReceiptRefusedException(otherwise);
    }
  }
}
