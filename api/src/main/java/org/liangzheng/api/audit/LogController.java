package org.liangzheng.api.audit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.verifier.format.log.ConsistencyProof;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.KnownHashes;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreeRange;
import org.liangzheng.verifier.format.log.TreeShape;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log as everybody may see it: hashes, and proofs over them. What a signed checkpoint covers
 * never changes, so that answers about it may be cached for good.
 */
@RestController
class LogController {
  private static final int MAX_LEAVES = 1_000;
  private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");
  private static final CacheControl FOREVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Checkpoints checkpoints;
  private final AuditEntries entries;
  private final AuditNodes nodes;

  LogController(Checkpoints checkpoints, AuditEntries entries, AuditNodes nodes) {
    this.checkpoints = checkpoints;
    this.entries = entries;
    this.nodes = nodes;
  }

  /** A path of hashes in base64, from below. */
  record Path(List<String> path) {}

  /** Leaf hashes in base64 from a place on. */
  record Leaves(long from, List<String> leaves) {}

  /** The newest checkpoint, a C2SP signed note. */
  @GetMapping("/v1/log/checkpoint")
  @PublicAccess
  ResponseEntity<byte[]> checkpoint() {
    SignedNote newest = newest();
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic())
        .eTag("\"" + newest.checkpoint().size() + "\"")
        .body(newest.signed().toBytes());
  }

  /** Up to 1,000 leaf hashes from a place on, of those a checkpoint covers. */
  @GetMapping("/v1/log/leaves")
  @PublicAccess
  ResponseEntity<Leaves> leaves(@RequestParam long from) {
    long size = newest().checkpoint().size();
    require(from >= 0 && from < size);
    int limit = (int) Math.min(MAX_LEAVES, size - from);
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (limit == MAX_LEAVES) {
      answer.cacheControl(FOREVER);
    }
    return answer.body(
        new Leaves(from, entries.leaves(from, limit).stream().map(TreeHash::toBase64).toList()));
  }

  /** Proof that a leaf is in the tree of a size. */
  @GetMapping("/v1/log/proofs/inclusion")
  @PublicAccess
  ResponseEntity<Path> inclusion(@RequestParam long index, @RequestParam long size) {
    require(index >= 0 && index < size && size <= newest().checkpoint().size());
    return path(
        InclusionProof.of(index, size, known(TreeShape.inclusion(index, size).stream())).path());
  }

  /** Proof that the tree of one size is the beginning of another. */
  @GetMapping("/v1/log/proofs/consistency")
  @PublicAccess
  ResponseEntity<Path> consistency(@RequestParam long from, @RequestParam long to) {
    require(from >= 0 && from <= to && to <= newest().checkpoint().size());
    return path(
        ConsistencyProof.of(from, to, known(TreeShape.consistency(from, to).stream())).path());
  }

  private KnownHashes known(Stream<TreeRange> ranges) {
    return nodes.hashes(ranges.flatMap(range -> range.positions().stream()).toList());
  }

  private static ResponseEntity<Path> path(List<TreeHash> hashes) {
    return ResponseEntity.ok()
        .cacheControl(FOREVER)
        .body(new Path(hashes.stream().map(TreeHash::toBase64).toList()));
  }

  private SignedNote newest() {
    return checkpoints.newest().orElseThrow(() -> new Problem(AuditProblem.LOG_EMPTY));
  }

  private static void require(boolean covered) {
    if (!covered) {
      throw new Problem(AuditProblem.LOG_RANGE_UNKNOWN);
    }
  }
}
