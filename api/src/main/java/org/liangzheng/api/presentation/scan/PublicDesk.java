package org.liangzheng.api.presentation.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.code.Instances;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.PresentationCode;
import org.springframework.stereotype.Service;

/**
 * What anybody is told of a code: of one on a face the small answer; of one that a holder shows
 * nothing, and it is not used up.
 */
@Service
public class PublicDesk {
  private final FaceDesk faces;
  private final Instances instances;

  PublicDesk(FaceDesk faces, Instances instances) {
    this.faces = faces;
    this.instances = instances;
  }

  /**
   * The answer; members that do not belong to the outcome are left out.
   *
   * @param outcome VERDICT, NOT_CHECKED or UNREADABLE
   * @param maskedName of a person the first character only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(
      Scan.State outcome,
      @Nullable Boolean inForce,
      @Nullable String verdict,
      @Nullable Said type,
      @Nullable String maskedName,
      ScanAnswer.Told reason,
      Said next) {}

  /** Reads a code as anybody scanned it. */
  public Answer answer(String text) {
    try {
      PresentationCode code = CodeReader.read(text);
      if (!code.instance().equals(instances.own())) {
        return without(
            code.instance().isSample()
                ? CodeFault.CODE_OF_SAMPLE_WORLD
                : CodeFault.CODE_OF_ANOTHER_SERVICE);
      }
      if (!(code instanceof FaceCode face)) {
        return without(ScanReason.POINTS_ONLY);
      }
      return faces
          .small(face.handle())
          .map(small ->
              new Answer(
                  Scan.State.VERDICT,
                  small.inForce(),
                  small.verdict().name(),
                  small.type(),
                  small.maskedName(),
                  new ScanAnswer.Told(
                      small.reason().code(), small.reason().zh(), small.reason().en()),
                  small.next()))
          .orElseGet(() -> without(ScanReason.FACE_UNKNOWN));
    } catch (CodeRefusedException refused) {
      return without(refused.fault());
    }
  }

  private static Answer without(CodeFault fault) {
    return new Answer(
        Reasons.outcome(fault), null, null, null, null, Reasons.told(fault), Reasons.next(fault));
  }

  private static Answer without(ScanReason why) {
    return new Answer(
        Scan.State.NOT_CHECKED, null, null, null, null, Reasons.told(why), Reasons.next(why));
  }
}
