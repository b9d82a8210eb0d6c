package org.liangzheng.api.font;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.fonts}.
 *
 * @param folders where TrueType fonts for faces of licences and seals are looked for, with what is
 *     below them; those that do not exist are passed over
 */
@ConfigurationProperties("liangzheng.fonts")
public record FontSettings(@DefaultValue("/usr/share/fonts") List<String> folders) {
  public FontSettings {
    folders = List.copyOf(folders);
  }
}
