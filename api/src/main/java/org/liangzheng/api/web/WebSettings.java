package org.liangzheng.api.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code liangzheng.web}.
 *
 * @param maxBody the most a request body may have where no {@link BodyLimit} says otherwise
 */
@ConfigurationProperties("liangzheng.web")
record WebSettings(@DefaultValue("1MB") DataSize maxBody) {}
