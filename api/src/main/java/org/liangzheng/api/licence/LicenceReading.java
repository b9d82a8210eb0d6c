package org.liangzheng.api.licence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.Problem;
import org.springframework.stereotype.Component;

/** The one way to a licence for its issuer: own, and with a cause that is written down. */
@Component
public class LicenceReading {
  private final LicenceRegister register;
  private final UsageRecords usages;
  private final AccessControl access;

  LicenceReading(LicenceRegister register, UsageRecords usages, AccessControl access) {
    this.register = register;
    this.usages = usages;
    this.access = access;
  }

  /**
   * A licence of the caller's authority for a use, which is recorded.
   *
   * @param cause the request header {@link UseCause#HEADER}
   * @throws Problem {@code use-cause-missing}, {@code use-cause-invalid} or {@code licence-unknown}
   */
  public RegisteredLicence read(
      Caller.OfAuthority caller, UUID id, @Nullable String cause, Usage.Kind kind) {
    return read(caller, id, UseCause.fromHeader(cause), kind);
  }

  /** The same with a cause that was read before. */
  public RegisteredLicence read(
      Caller.OfAuthority caller, UUID id, UseCause cause, Usage.Kind kind) {
    RegisteredLicence licence = own(caller, id);
    record(caller, licence, cause, kind);
    return licence;
  }

  /** Writes a use down; if this fails, nothing is handed out. */
  public void record(
      Caller.OfAuthority caller, RegisteredLicence licence, UseCause cause, Usage.Kind kind) {
    record(caller, licence, cause, kind, null);
  }

  /**
   * The same of a fetch.
   *
   * @param receipt of the fetch; null where there is none
   */
  public void record(
      Caller.OfAuthority caller,
      RegisteredLicence licence,
      UseCause cause,
      Usage.Kind kind,
      @Nullable UUID receipt) {
    usages.record(
        new Usage(
            licence.holder(),
            licence.id(),
            kind,
            caller.authority(),
            caller.actor(),
            cause,
            receipt));
  }

  /**
   * A licence of the caller's authority, for an act that is no use of it.
   *
   * @throws Problem {@code licence-unknown}
   */
  public RegisteredLicence own(Caller.OfAuthority caller, UUID id) {
    RegisteredLicence licence =
        register.find(id).orElseThrow(() -> new Problem(LicenceProblem.LICENCE_UNKNOWN));
    access.requireOwn(caller, licence.authority(), LicenceProblem.LICENCE_UNKNOWN);
    return licence;
  }

  /**
   * Lets pass what belongs to a licence of the caller's authority.
   *
   * @throws Problem of {@code notFound}
   */
  public void requireOwn(
      Caller.OfAuthority caller, RegisteredLicence licence, LicenceProblem notFound) {
    access.requireOwn(caller, licence.authority(), notFound);
  }
}
