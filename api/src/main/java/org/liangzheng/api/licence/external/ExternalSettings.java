package org.liangzheng.api.licence.external;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code liangzheng.external}.
 *
 * @param maxBody the most a delivery may have, its file in base64 included
 * @param maxLine the same of one line of a batch
 * @param maxBatch the most a batch may have
 */
@ConfigurationProperties("liangzheng.external")
record ExternalSettings(
    @DefaultValue("24MB") DataSize maxBody,
    @DefaultValue("4MB") DataSize maxLine,
    @DefaultValue("2GB") DataSize maxBatch) {}
