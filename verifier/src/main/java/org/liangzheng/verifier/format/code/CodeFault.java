package org.liangzheng.verifier.format.code;

/**
 * Why a presentation code is not checked (未核验). Names are stable codes; texts: {@link CodeText}.
 * None of them says that a licence is bad: there is no verdict on it.
 */
public enum CodeFault {
  /** Nothing was read. */
  CODE_EMPTY,
  /** An address in the web. */
  CODE_WEB_ADDRESS,
  /** Something else than one of our codes. */
  CODE_FOREIGN,
  /** Longer than any code. */
  CODE_TOO_LARGE,
  /** Two codes in one reading. */
  CODE_DOUBLED,
  /** It ends too early. */
  CODE_TRUNCATED,
  /** Not in the one form of its kind. */
  CODE_MALFORMED,
  /** A version that this verifier does not read. */
  CODE_VERSION_UNKNOWN,
  /** A kind that this verifier does not read. */
  CODE_KIND_UNKNOWN,
  /** Its header demands something that this verifier does not know. */
  CODE_CRITICAL_UNKNOWN,
  /** An algorithm that is none of the settings'. */
  CODE_ALGORITHM_UNKNOWN,
  /** It claims to live longer than codes, or than its key's certificate, may. */
  CODE_LIVES_TOO_LONG,
  /** An online code, which the service alone resolves. */
  CODE_NEEDS_SERVICE,
  /** The code on a licence's face, which the service alone resolves. */
  CODE_FACE_NEEDS_SERVICE,
  /** There is no evidence pack, or it has nothing about presentation codes. */
  CODE_NO_EVIDENCE,
  /** The evidence pack is past its age. */
  CODE_EVIDENCE_OLD,
  /** Made by a sample world: play, not a city's service. */
  CODE_OF_SAMPLE_WORLD,
  /** Made by another service than the pack's. */
  CODE_OF_ANOTHER_SERVICE,
  /** The pack lists no such presentation key. */
  CODE_KEY_NOT_LISTED,
  /** The header names another algorithm than the listed key has. */
  CODE_ALGORITHM_DIFFERS,
  /** The listed key did not sign this. */
  CODE_SIGNATURE_WRONG,
  /** The key's certificate is not by the listed presentation CA, or not for codes. */
  CODE_KEY_NOT_ENTITLED,
  /** The code was made outside the validity of the key's certificate. */
  CODE_KEY_NOT_VALID,
  /** The presentation key was revoked. */
  CODE_KEY_REVOKED,
  /** Made later than now. */
  CODE_FROM_THE_FUTURE,
  /** Past its end. */
  CODE_EXPIRED,
  /** Shown for another scene than those of this point. */
  CODE_SCENE_OTHER,
  /** This point holds no key of the code's scene and day. */
  CODE_SCENE_KEY_MISSING,
  /** The scene's fields do not open, or are not in their form. */
  CODE_FIELDS_UNREADABLE,
  /** When making one: the fields do not fit. */
  CODE_FIELDS_TOO_LARGE
}
