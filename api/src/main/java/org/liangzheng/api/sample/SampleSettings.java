package org.liangzheng.api.sample;

import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code liangzheng.sample}; whether there is a sample world at all is decided by {@link
 * WhenSampleWorld}.
 *
 * @param suite of all its keys; none: SM2 where the vaults sign by it, else P-256
 */
@ConfigurationProperties("liangzheng.sample")
record SampleSettings(@Nullable SignatureSuite suite) {}
