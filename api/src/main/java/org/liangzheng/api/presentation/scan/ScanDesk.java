package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.code.Instances;
import org.liangzheng.api.presentation.code.OfflineCodes;
import org.liangzheng.api.presentation.code.SceneKeys;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.PresentationCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers a point that scanned something, by what kind of code it is. */
@Service
class ScanDesk {
  /** How far the clocks of nodes differ; points that ask the service need no more. */
  private static final Duration NODES = Duration.ofSeconds(5);

  private final Points points;
  private final Instances instances;
  private final OfflineCodes offline;
  private final FaceDesk faces;
  private final FirstPoint first;
  private final ScanBook book;
  private final VerdictDesk verdicts;
  private final References references;
  private final TrustDirectory trust;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  ScanDesk(
      Points points,
      Instances instances,
      OfflineCodes offline,
      FaceDesk faces,
      FirstPoint first,
      ScanBook book,
      VerdictDesk verdicts,
      References references,
      TrustDirectory trust,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.points = points;
    this.instances = instances;
    this.offline = offline;
    this.faces = faces;
    this.first = first;
    this.book = book;
    this.verdicts = verdicts;
    this.references = references;
    this.trust = trust;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Checks a code.
   *
   * @param code as scanned; nothing of it is kept or told
   * @param scene what the point scans for, a code of the catalogue
   * @throws org.liangzheng.api.web.Problem {@code verifier-point-not-active}, {@code
   *     evidence-missing}
   */
  ScanAnswer verify(Caller.Point caller, String code, String scene) {
    Desk desk = new Desk(points.active(caller.id()), scene);
    Scan.Mode mode = Scan.Mode.ONLINE;
    try {
      PresentationCode read = read(code);
      mode = mode(read);
      if (!desk.point().scenes().contains(scene)) {
        throw new NotChecked(ScanReason.SCENE_NOT_OF_POINT);
      }
      requireOurs(read.instance());
      return switch (read) {
        case OnlineCode online -> first.answer(desk, online.handle().value(), Scan.Mode.ONLINE);
        case OfflineCode signed -> offline(desk, signed, code);
        case FaceCode face -> face(desk, face);
      };
    } catch (NotChecked nothing) {
      return book.keep(desk, nothing, mode, Optional.empty());
    }
  }

  private static PresentationCode read(String code) throws NotChecked {
    try {
      return CodeReader.read(code);
    } catch (CodeRefusedException refused) {
      throw new NotChecked(refused.fault());
    }
  }

  private static Scan.Mode mode(PresentationCode code) {
    return switch (code) {
      case OnlineCode _ -> Scan.Mode.ONLINE;
      case OfflineCode _ -> Scan.Mode.OFFLINE;
      case FaceCode _ -> Scan.Mode.FACE;
    };
  }

  private void requireOurs(InstanceId instance) throws NotChecked {
    if (!instance.equals(instances.own())) {
      throw new NotChecked(
          instance.isSample() ? CodeFault.CODE_OF_SAMPLE_WORLD : CodeFault.CODE_OF_ANOTHER_SERVICE);
    }
  }

  private ScanAnswer offline(Desk desk, OfflineCode signed, String text) throws NotChecked {
    ByteString id = signed.claims().id();
    Optional<ScanAnswer> same = first.same(desk, id);
    if (same.isPresent()) {
      return same.get();
    }
    requireSigned(desk, signed, text);
    return first.answer(desk, id, Scan.Mode.OFFLINE);
  }

  /** The checks of a point without a network, with what the service itself publishes. */
  private void requireSigned(Desk desk, OfflineCode signed, String text) throws NotChecked {
    Evidence evidence = trust.evidence();
    Instant made = signed.claims().issuedAt();
    Evidence opening =
        evidence
            .presentation()
            .map(listed ->
                evidence.withPresentation(offline.opening(listed, signed.claims().scene(), made)))
            .orElse(evidence);
    Set<String> scenes = SceneKeys.name(desk.scene()).map(Set::of).orElse(Set.of());
    CodePolicy policy = new CodePolicy(NODES, CoseAlgorithms.DEFAULT, Optional.of(scenes));
    switch (CodeVerifier.verify(text, opening, policy, clock.instant())) {
      case CodeResult.Valid _ -> {}
      case CodeResult.NotChecked(CodeFault fault, _, _) -> throw new NotChecked(fault);
    }
  }

  private ScanAnswer face(Desk desk, FaceCode face) throws NotChecked {
    ScanAnswer answer =
        faces
            .answer(face.handle(), references.next())
            .orElseThrow(() -> new NotChecked(ScanReason.FACE_UNKNOWN));
    transactions.executeWithoutResult(_ -> {
      UUID scan = ids.next();
      book.write(desk, answer, scan, Optional.empty());
      verdicts.record(
          "PRESENTATION_CHECKED",
          scan,
          desk.point(),
          desk.scene(),
          Scan.Mode.FACE,
          answer.verdict());
    });
    return answer;
  }
}
