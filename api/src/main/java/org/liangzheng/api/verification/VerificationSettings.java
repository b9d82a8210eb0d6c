package org.liangzheng.api.verification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code liangzheng.verification}.
 *
 * @param maxFile largest file taken
 * @param perMinute at least 1: verifications one address may ask for in a minute
 * @param atOnce at least 1: verifications that run at the same time; bounds memory
 */
@ConfigurationProperties("liangzheng.verification")
record VerificationSettings(
    @DefaultValue("20MB") DataSize maxFile,
    @DefaultValue("60") int perMinute,
    @DefaultValue("8") int atOnce) {
  VerificationSettings {
    if (maxFile.toBytes() < 1 || perMinute < 1 || atOnce < 1) {
      throw new IllegalArgumentException("liangzheng.verification: figures are at least 1");
    }
  }
}
