package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.testkit.custody.Fault;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * A software vault that can be made to misbehave while it runs. In the adapter's own package,
 * because the place where a signature is made is not for anybody else.
 */
@NullMarked
public final class SoftwareFaults {
  private volatile Fault fault = new Fault.None();
  private final AtomicInteger deaths = new AtomicInteger();

  /** Opens the vault; its signatures follow {@link #inject}. */
  public Vault open(SoftwareVaults vaults, SoftwareVaultSettings settings, Pin pin) {
    return vaults.open(
        settings,
        pin,
        (key, random) -> {
          SoftwareSigner real = SoftwareSigner.of(key, random);
          return digest -> sign(settings.name(), real, digest);
        },
        () -> {});
  }

  /** Makes every vault opened here misbehave from now on. */
  public void inject(Fault next) {
    if (next instanceof Fault.SessionDies dying) {
      deaths.set(dying.times());
    }
    fault = next;
  }

  private SignatureValue sign(String vault, SoftwareSigner real, SigningDigest digest) {
    return switch (fault) {
      case Fault.None _ -> real.sign(digest);
      case Fault.Slow slow -> {
        sleep(slow);
        yield real.sign(digest);
      }
      case Fault.Garbage _ -> garbage(real.sign(digest));
      case Fault.SessionDies _ -> {
        if (deaths.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          throw new CustodyException.SessionLost(vault, "killed by the test");
        }
        yield real.sign(digest);
      }
    };
  }

  private static void sleep(Fault.Slow slow) {
    try {
      Thread.sleep(slow.delay());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static SignatureValue garbage(SignatureValue real) {
    try {
      BigInteger s = real.s().equals(BigInteger.ONE) ? BigInteger.TWO : BigInteger.ONE;
      return SignatureValue.of(real.suite(), real.r(), s);
    } catch (MalformedException impossible) {
      throw new IllegalStateException("1 and 2 are in range", impossible);
    }
  }
}
