package org.liangzheng.api.sample;

import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.sample}; whether there is a sample world at all is decided by {@link
 * WhenSampleWorld}.
 *
 * @param suite of all its keys; none: SM2 where the vaults sign by it, else P-256
 * @param licences whether the sample citizen is issued licences at the first start
 */
@ConfigurationProperties("liangzheng.sample")
record SampleSettings(@Nullable SignatureSuite suite, @DefaultValue("true") boolean licences) {}
