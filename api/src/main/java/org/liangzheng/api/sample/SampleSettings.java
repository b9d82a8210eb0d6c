package org.liangzheng.api.sample;

import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.sample}; whether there is a sample world at all is decided by {@link
 * WhenSampleWorld}.
 *
 * @param suite of all its keys
 */
@ConfigurationProperties("liangzheng.sample")
record SampleSettings(@DefaultValue("SM2_SM3") SignatureSuite suite) {}
