package org.liangzheng.api.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.world.CommittedWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;

/** The committed world is an older city: two departments and two kinds of keys came after it. */
class CityAgeTest {
  private static final List<String> LATER =
      List.of(
          ServiceKey.TIMESTAMP,
          ServiceKey.PRESENTATION_CA,
          SampleDepartment.HUMAN_RESOURCES.id().value(),
          SampleDepartment.PUBLIC_SECURITY.id().value());

  @Test
  void whatAnOlderCityLacksIsNamed() throws Exception {
    assertThat(CityAge.lacking(committed(), CommittedWorld.NOW)).isEqualTo(LATER);
  }

  @Test
  void aPurposeWithoutAKeyIsLacking() throws Exception {
    TrustList list = committed();
    for (String purpose : List.of(ServiceKey.PACK, ServiceKey.LOG, ServiceKey.RECEIPT)) {
      TrustList older =
          new TrustList(
              list.version(),
              list.certifiers(),
              list.sealMakers(),
              list.authorities(),
              list.keys().stream().filter(key -> !key.purpose().equals(purpose)).toList());
      assertThat(CityAge.lacking(older, CommittedWorld.NOW))
          .containsExactlyInAnyOrderElementsOf(with(purpose));
    }
  }

  @Test
  void aKeyThatEndedIsLacking() throws Exception {
    Instant later = Instant.parse("2126-11-01T00:00:00Z");
    assertThat(CityAge.lacking(committed(), later)).contains(ServiceKey.PACK, ServiceKey.RECEIPT);
  }

  private static List<String> with(String purpose) {
    List<String> all = new ArrayList<>(LATER);
    all.add(purpose);
    return all;
  }

  private static TrustList committed() throws Exception {
    Path folder = CommittedWorld.folder().resolve("sm2");
    Sha256Digest anchor =
        new Sha256Digest(ByteString.ofHex(Files.readString(folder.resolve("anchor.txt")).strip()));
    return PackReader.read(
            Files.readAllBytes(folder.resolve("pack.jws")),
            anchor,
            Optional.empty(),
            CommittedWorld.NOW)
        .trust()
        .list();
  }
}
