package org.liangzheng.verifier.report;

/** One check, with the clause it comes from. Names are stable: reports and tests carry them. */
public enum CheckId {
  PACKAGE_READ("GB/T 33190-2016"),
  SIGNATURE_PRESENT("GB/T 33190-2016 ch. 18"),
  EVIDENCE_AGE("design §6 evidence pack"),
  STAMP_FORMAT("GM/T 0031-2014 6.2.3 step 1; GB/T 38540-2020; GB/T 35275"),
  STAMP_VALUE("GM/T 0031-2014 6.2.3 step 2"),
  SIGNER_LISTED("GM/T 0031-2014 6.2.2; GB/T 38540-2020 certList"),
  SIGNER_CHAIN("GM/T 0031-2014 6.2.3 step 3"),
  SIGNER_ENTITLED("design §6 trust list"),
  SIGNER_REVOCATION("GM/T 0031-2014 6.2.3 steps 3 and 4"),
  TIMESTAMP("RFC 3161; GB/T 38540-2020 timeStamp"),
  SIGNING_TIME("GM/T 0031-2014 6.2.3 step 4"),
  SIGNATURE_METHOD("GB/T 33190-2016 ch. 18"),
  DIGEST_STRENGTH("GB/T 33190-2016 ch. 18; policy"),
  PROTECTED_PARTS("GM/T 0031-2014 6.2.3 step 5"),
  DESCRIPTION_DIGEST("GM/T 0031-2014 6.2.3 step 5"),
  STAMP_PLACES("GB/T 33190-2016 ch. 18"),
  SEAL_COPY("GB/T 33190-2016 ch. 18"),
  SEAL_FORMAT("GM/T 0031-2014 6.1.2 step 1"),
  SEAL_VALUE("GM/T 0031-2014 6.1.2 step 2"),
  MAKER_CHAIN("GM/T 0031-2014 6.1.2 step 3"),
  MAKER_ENTITLED("design §6 trust list"),
  MAKER_REVOCATION("GM/T 0031-2014 6.1.2 step 3"),
  SEAL_PERIOD("GM/T 0031-2014 6.1.2 step 4 and 6.2.3 step 6"),
  SEAL_STATUS("design §6 status list of seals"),
  SIGNATURE_REACH("GB/T 33190-2016 ch. 18; design §7"),
  COVERAGE("GM/T 0099-2020; design §7"),
  LICENCE_FACTS("GB/T 36903-2018; GB/T 36904-2018"),
  LICENCE_SEALS("design §6 licence file"),
  LICENCE_PERIOD("GB/T 36903-2018"),
  LICENCE_STATUS("design §6 status list of licences"),
  REGISTER("design §6 policy ISSUED"),
  COPY_FACTS("design §2 annotated copy"),
  COPY_SEALED("design §2 annotated copy"),
  COPY_PERIOD("design §2 annotated copy");

  private final String clause;

  CheckId(String clause) {
    this.clause = clause;
  }

  /** Where the check comes from. */
  public String clause() {
    return clause;
  }
}
