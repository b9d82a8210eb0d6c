package org.liangzheng.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liangzheng.api.identity.Tokens;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Another node of a running service, in this process: the same database, vault and anchor. */
public final class SecondNode {
  private SecondNode() {}

  /**
   * @param home a folder that is not there yet
   * @param more further settings; without the sample world unless they say so
   */
  public static ConfigurableApplicationContext start(
      ApplicationContext first, Path home, String... more) throws IOException {
    Environment settings = first.getEnvironment();
    Path firstHome = Path.of(settings.getRequiredProperty("liangzheng.home"));
    List<String> all = new ArrayList<>();
    for (String same : List.of("url", "username", "password")) {
      String name = "spring.datasource." + same;
      all.add("--" + name + "=" + settings.getRequiredProperty(name));
    }
    String anchor = Files.readString(firstHome.resolve("trust-anchor")).strip();
    all.addAll(
        List.of(
            "--liangzheng.home=" + Files.createDirectory(home),
            "--liangzheng.vault-pin-file=" + firstHome.resolve("vault.pin"),
            "--liangzheng.custody.vaults[0].kind=software",
            "--liangzheng.custody.vaults[0].name=soft",
            "--liangzheng.custody.vaults[0].file=" + firstHome.resolve("keys/soft.json"),
            "--liangzheng.identity.issuer=" + Tokens.of(first).base(),
            "--liangzheng.trust.anchor=" + anchor,
            "--server.port=0",
            "--management.server.port=0"));
    List<String> further = Arrays.asList(more);
    if (further.stream().noneMatch(one -> one.startsWith("--liangzheng.sample.enabled="))) {
      all.add("--liangzheng.sample.enabled=false");
    }
    all.addAll(further);
    return new SpringApplicationBuilder(Application.class).run(all.toArray(String[]::new));
  }
}
