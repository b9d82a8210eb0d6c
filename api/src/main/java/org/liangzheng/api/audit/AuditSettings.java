package org.liangzheng.api.audit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.audit}.
 *
 * @param origin names the log for good in every checkpoint, like {@code log.city.example/licences};
 *     no white space, no plus
 * @param logKeys references of keys for checkpoints besides the first; of each suite the newest is
 *     used that the trust list names
 */
@ConfigurationProperties("liangzheng.audit")
record AuditSettings(
    @DefaultValue("localhost/liangzheng") String origin, @DefaultValue List<String> logKeys) {
  AuditSettings {
    logKeys = List.copyOf(logKeys);
  }
}
