package org.liangzheng.api.trust;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.trust}.
 *
 * @param anchor fingerprint of the trusted root, 64 hexadecimal digits; when empty, the one that
 *     the sample world left in the state folder
 * @param ageLimit past it a pack's evidence says nothing about what changes; signed status lists
 *     last as long
 * @param packPause between two packs that only differ in what is in force; lists do not wait
 * @param packKeys references of keys for packs and status lists besides the first; each is used
 *     while the trust list names it and no newer one
 * @param take file with the next trust list, signed by its owners, for this start; {@code ./lz
 *     admin trust FILE} sets it
 */
@ConfigurationProperties("liangzheng.trust")
record TrustSettings(
    @DefaultValue("") String anchor,
    @DefaultValue("4h") Duration ageLimit,
    @DefaultValue("5s") Duration packPause,
    @DefaultValue List<String> packKeys,
    @DefaultValue("") String take) {
  TrustSettings {
    packKeys = List.copyOf(packKeys);
  }
}
