package org.liangzheng.api.seal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.timestamp}.
 *
 * @param policy object identifier of the policy that timestamps name, dotted; the default is made
 *     from a random UUID (X.667) and says nothing but: made by this software
 * @param accuracy how far the service's clock may be off, at least one second
 */
@ConfigurationProperties("liangzheng.timestamp")
record TimestampSettings(
    @DefaultValue("2.25.144788464298306354748817320127248654585") String policy,
    @DefaultValue("1s") Duration accuracy) {}
