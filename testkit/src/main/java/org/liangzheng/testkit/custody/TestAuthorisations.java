package org.liangzheng.testkit.custody;

import java.time.Clock;
import java.time.Duration;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.verifier.crypto.SigningDigest;

/** Authorisations that hold; a test changes the one thing it is about. */
public final class TestAuthorisations {
  private TestAuthorisations() {}

  /** Leave for this key to sign this digest within a minute. */
  public static SigningAuthorisation valid(Clock clock, SigningKey key, SigningDigest digest) {
    return new SigningAuthorisation(
        "test-actor",
        key.reference(),
        actOf(key.purpose()),
        "test-subject",
        digest.value(),
        clock.instant().plus(Duration.ofMinutes(1)));
  }

  /** An act that keys of the purpose may sign for. */
  public static SigningAct actOf(KeyPurpose purpose) {
    for (SigningAct act : SigningAct.values()) {
      if (act != SigningAct.REQUEST_CERTIFICATE && act.allows(purpose)) {
        return act;
      }
    }
    throw new IllegalArgumentException(purpose + " does not sign");
  }
}
