package org.liangzheng.api.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.audit}.
 *
 * @param origin names the log for good in every checkpoint, like {@code log.city.example/licences};
 *     no white space, no plus
 */
@ConfigurationProperties("liangzheng.audit")
record AuditSettings(@DefaultValue("localhost/liangzheng") String origin) {}
