package org.liangzheng.verifier.report;

/**
 * One check, with the clause it comes from: of a standard, or of this project's own pages as {@code
 * docs/PAGE.md, Section}, where no standard rules. Names are stable: reports and tests carry them.
 */
public enum CheckId {
  PACKAGE_READ("GB/T 33190-2016"),
  SIGNATURE_PRESENT("GB/T 33190-2016 ch. 18"),
  EVIDENCE_AGE("docs/formats/evidence-pack.md, Verifier's steps"),
  STAMP_FORMAT("GM/T 0031-2014 6.2.3 step 1; GB/T 38540-2020; GB/T 35275"),
  STAMP_VALUE("GM/T 0031-2014 6.2.3 step 2"),
  SIGNER_LISTED("GM/T 0031-2014 6.2.2; GB/T 38540-2020 certList"),
  SIGNER_CHAIN("GM/T 0031-2014 6.2.3 step 3"),
  SIGNER_ENTITLED("docs/verification.md, Who may sign"),
  SIGNER_REVOCATION("GM/T 0031-2014 6.2.3 steps 3 and 4"),
  TIMESTAMP("RFC 3161; GB/T 38540-2020 timeStamp"),
  SIGNING_TIME("GM/T 0031-2014 6.2.3 step 4"),
  SIGNATURE_METHOD("GB/T 33190-2016 ch. 18"),
  DIGEST_STRENGTH("GB/T 33190-2016 ch. 18; docs/verification.md, Algorithms"),
  PROTECTED_PARTS("GM/T 0031-2014 6.2.3 step 5"),
  DESCRIPTION_DIGEST("GM/T 0031-2014 6.2.3 step 5"),
  STAMP_PLACES("GB/T 33190-2016 ch. 18"),
  SEAL_COPY("GB/T 33190-2016 ch. 18"),
  SEAL_FORMAT("GM/T 0031-2014 6.1.2 step 1"),
  SEAL_VALUE("GM/T 0031-2014 6.1.2 step 2"),
  MAKER_CHAIN("GM/T 0031-2014 6.1.2 step 3"),
  MAKER_ENTITLED("docs/verification.md, Who may sign"),
  MAKER_REVOCATION("GM/T 0031-2014 6.1.2 step 3"),
  SEAL_PERIOD("GM/T 0031-2014 6.1.2 step 4 and 6.2.3 step 6"),
  SEAL_STATUS("docs/verification.md, Status lists"),
  SIGNATURE_REACH("GB/T 33190-2016 ch. 18; docs/verification.md, What is shown"),
  COVERAGE("GM/T 0099-2020; docs/verification.md, What is shown"),
  LICENCE_FACTS("GB/T 36903-2018; GB/T 36904-2018"),
  LICENCE_SEALS("docs/formats/ofd.md, Protection"),
  LICENCE_PERIOD("GB/T 36903-2018"),
  LICENCE_STATUS("docs/verification.md, Status lists"),
  REGISTER("docs/verification.md, The register"),
  COPY_FACTS("docs/formats/annotated-copy.md, Verifier's steps"),
  COPY_SEALED("docs/formats/annotated-copy.md, Verifier's steps"),
  COPY_PERIOD("docs/formats/annotated-copy.md, Verifier's steps");

  private final String clause;

  CheckId(String clause) {
    this.clause = clause;
  }

  /** Where the check comes from; several places stand between semicolons. */
  public String clause() {
    return clause;
  }
}
