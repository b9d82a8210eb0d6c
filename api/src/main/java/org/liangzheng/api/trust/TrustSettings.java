package org.liangzheng.api.trust;

import java.time.Duration;
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
 */
@ConfigurationProperties("liangzheng.trust")
record TrustSettings(
    @DefaultValue("") String anchor,
    @DefaultValue("4h") Duration ageLimit,
    @DefaultValue("5s") Duration packPause) {}
