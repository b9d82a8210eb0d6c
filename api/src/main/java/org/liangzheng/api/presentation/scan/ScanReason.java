package org.liangzheng.api.presentation.scan;

/**
 * Why a scan has no verdict, beside those of the code's form and keys ({@link
 * org.liangzheng.verifier.format.code.CodeFault}). Names are stable codes.
 */
enum ScanReason {
  /** The service made no such code, or forgot it long since. */
  CODE_UNKNOWN,
  /** Another point was first. */
  CODE_USED,
  /** The holder stopped showing. */
  CODE_STOPPED,
  /** The point is not registered for the scene. */
  SCENE_NOT_OF_POINT,
  /** The licence is not in the register any more. */
  LICENCE_GONE,
  /** The holder chose another number. */
  NUMBER_WRONG,
  /** The holder says that nobody said a number. */
  NOBODY_SAID,
  /** The holder did not agree. */
  REFUSED,
  /** The holder did not answer in time. */
  LAPSED,
  /** The point was suspended while the holder was asked. */
  POINT_ENDED,
  /** The code on a licence's face, of a version that is not known. */
  FACE_UNKNOWN,
  /** A code that a holder shows, scanned by the public. */
  POINTS_ONLY
}
