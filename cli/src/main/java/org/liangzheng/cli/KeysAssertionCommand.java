package org.liangzheng.cli;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.cli.token.OwnTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lz keys assertion}: a client assertion (private_key_jwt, RFC 7523 §3) of the sample
 * client, so that a shell can ask the service for a token.
 */
@Command(
    name = "assertion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "用示例客户端的密钥签一个 60 秒有效的客户端断言（RFC 7523）。",
      "Signs a client assertion of the sample client, good for 60 seconds (RFC 7523)."
    })
final class KeysAssertionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description = {
        "客户端文件（默认数据目录中的 sample-client.json）。",
        "Client file (sample-client.json in the state folder)."
      })
  @Nullable Path client;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）。",
        "State folder of the service (LZ_HOME or ./var)."
      })
  @Nullable Path home;

  KeysAssertionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file =
        client != null
            ? client
            : surroundings.serviceHome(Optional.ofNullable(home)).resolve("sample-client.json");
    surroundings.out().println(assertion(file));
    return 0;
  }

  private String assertion(Path file) {
    SampleClient sample = SampleClient.read(file);
    try {
      return new OwnTokens(
              ECKey.parse(sample.privateKey()), surroundings.clock(), surroundings.random())
          .assertion(sample.clientId(), sample.tokenEndpoint());
    } catch (ParseException | IllegalArgumentException notAKey) {
      // Its text may quote the key.
      throw CliProblem.of(CliFault.CLIENT_MALFORMED, file);
    }
  }
}
