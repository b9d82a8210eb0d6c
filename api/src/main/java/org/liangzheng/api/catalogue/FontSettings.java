package org.liangzheng.api.catalogue;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.fonts}.
 *
 * @param folders where TrueType fonts for the faces of licences are looked for, with what is below
 *     them; those that do not exist are passed over
 */
@ConfigurationProperties("liangzheng.fonts")
record FontSettings(@DefaultValue("/usr/share/fonts") List<String> folders) {
  FontSettings {
    folders = List.copyOf(folders);
  }
}
