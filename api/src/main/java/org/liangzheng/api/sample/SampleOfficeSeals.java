package org.liangzheng.api.sample;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.KeyUse;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.office.SealPictures;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.picture.SealDesign;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SignerList;
import org.springframework.transaction.support.TransactionTemplate;

/** One office seal for each department of the sample city, drawn with its name. */
final class SampleOfficeSeals {
  private static final String VENDOR = "LIANGZHENG";
  private static final int DIAMETER = 42;

  private final Custody custody;
  private final SampleCity city;
  private final SampleSealMaker maker;
  private final SealPictures pictures;
  private final Seals seals;
  private final Statuses statuses;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  SampleOfficeSeals(
      Custody custody,
      SampleCity city,
      SampleSealMaker maker,
      SealPictures pictures,
      Seals seals,
      Statuses statuses,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.custody = custody;
    this.city = city;
    this.maker = maker;
    this.pictures = pictures;
    this.seals = seals;
    this.statuses = statuses;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes those that are not there. */
  void ensure() {
    for (SampleDepartment department : SampleDepartment.values()) {
      String number = number(department);
      if (!seals.isKnown(number)) {
        make(department, number);
      }
    }
  }

  private void make(SampleDepartment department, String number) {
    String name = department.displayName() + "公务专用章";
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    KeyRef key =
        custody.ensureKey(
            KeyUse.OFFICE_SEAL,
            city.suite(),
            "sample-" + department.name().toLowerCase(Locale.ROOT) + "-office-seal");
    Certificate signer =
        maker.certify(
            custody.publicKey(key),
            name,
            new Authority(department.id(), department.displayName()),
            now);
    long index = statuses.allot(StatusKind.SEAL);
    SealInfo info =
        new SealInfo(
            4,
            VENDOR,
            number,
            1,
            name,
            new SignerList.Certificates(List.of(signer.der())),
            now,
            signer.notBefore(),
            signer.notAfter(),
            pictures.draw(
                new SealDesign.Organization(
                    department.displayName(), Optional.of("公务专用章"), Optional.of(number), DIAMETER)),
            List.of(SealExtension.statusIndex(Math.toIntExact(index))));
    try {
      PreparedSeal prepared = PreparedSeal.of(info, maker.certificate());
      Seal seal =
          prepared.finish(maker.sign(prepared.digest(), SampleCity.ACTOR, ids.next(), ids.next()));
      custody.storeCertificate(key, signer);
      transactions.executeWithoutResult(_ -> {
        var _ = seals.admit(SealKind.OFFICE, department.id(), seal, signer, key);
      });
    } catch (SealRefusedException impossible) {
      throw new IllegalStateException("the sample city's seals follow the rules", impossible);
    }
  }

  /** 14 digits: region, kind of seal, running number; the last as in its other seals. */
  private static String number(SampleDepartment department) {
    String code = department.id().value();
    return code.substring(2, 8) + "2000000" + code.charAt(15);
  }
}
