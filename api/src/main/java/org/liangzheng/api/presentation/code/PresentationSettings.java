package org.liangzheng.api.presentation.code;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.presentation}.
 *
 * @param ca reference {@code vault:label} of the key that certifies presentation keys, whose
 *     certificate is kept beside it; empty: no offline codes, unless a sample world names one
 * @param life how long an online code is good
 * @param offlineLife how long an offline code is good, 1 to 120 s
 * @param consent how long a holder may take to answer in a sensitive scene
 * @param consentElder the same in elder mode
 * @param pause after so long without a renewal a presentation has ended
 */
@ConfigurationProperties("liangzheng.presentation")
public record PresentationSettings(
    @DefaultValue("") String ca,
    @DefaultValue("30s") Duration life,
    @DefaultValue("120s") Duration offlineLife,
    @DefaultValue("60s") Duration consent,
    @DefaultValue("180s") Duration consentElder,
    @DefaultValue("10m") Duration pause) {}
