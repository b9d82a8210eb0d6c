package org.liangzheng.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log's side of a service, over HTTP; redirects are not followed. */
final class LogService implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_ANSWER = 1 << 20;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8192}");
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String base;

  private LogService(String base) {
    this.base = base;
  }

  /**
   * A service at an address.
   *
   * @throws CliProblem if it is not one, or a token would go over http to another machine
   */
  static LogService at(String address, boolean withToken) {
    try {
      URI uri = new URI(address);
      boolean secure = "https".equalsIgnoreCase(uri.getScheme());
      if (uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || (withToken && !secure && !THIS_MACHINE.contains(uri.getHost()))) {
        throw CliProblem.of(CliFault.LOG_ADDRESS, address);
      }
      return new LogService(address.replaceAll("/+$", ""));
    } catch (java.net.URISyntaxException malformed) {
      throw CliProblem.of(CliFault.LOG_ADDRESS, address);
    }
  }

  /**
   * The token in a file that only its owner may read.
   *
   * @throws CliProblem if it is missing, open to others, or not a token
   */
  static String token(Path file) {
    try {
      if (Files.exists(file) && OwnerOnly.isOpenToOthers(file)) {
        throw CliProblem.of(CliFault.TOKEN_MALFORMED, file);
      }
      String token = new String(Inputs.read(file, 8200), StandardCharsets.UTF_8).strip();
      if (!TOKEN.matcher(token).matches()) {
        throw CliProblem.of(CliFault.TOKEN_MALFORMED, file);
      }
      return token;
    } catch (IOException unreadable) {
      throw CliProblem.of(CliFault.FILE_UNREADABLE, file);
    }
  }

  /** Reads the export to its end, or until the taker has enough. */
  void export(String token, int limit, Lines.Taker taker) {
    HttpRequest request =
        HttpRequest.newBuilder(address("/v1/log/export"))
            .timeout(Duration.ofMinutes(5))
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<InputStream> response = send(request);
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == 401 || status == 403) {
        throw CliProblem.of(CliFault.LOG_REFUSED, base);
      }
      if (status != 200) {
        throw CliProblem.of(CliFault.LOG_NOT_SERVED, base);
      }
      Lines.read(body, limit, taker);
    } catch (IOException broken) {
      // What came before is judged: an export without its last line is not complete.
      return;
    }
  }

  /** The newest checkpoint. */
  byte[] checkpoint() {
    return get("/v1/log/checkpoint", SignedCheckpoint.MAX_SIZE)
        .orElseThrow(() -> CliProblem.of(CliFault.LOG_NOT_SERVED, base));
  }

  /** Some leaves from a place on; none if the service has none to show. */
  List<TreeHash> leaves(long from) {
    return get("/v1/log/leaves?from=" + from, MAX_ANSWER)
        .flatMap(bytes -> hashes(bytes, "leaves"))
        .orElse(List.of());
  }

  /** Path of the proof that a leaf is in the tree of a size; none if the service has none. */
  Optional<List<TreeHash>> inclusion(long index, long size) {
    return get("/v1/log/proofs/inclusion?index=" + index + "&size=" + size, MAX_ANSWER)
        .flatMap(bytes -> hashes(bytes, "path"));
  }

  /** Path of the proof that one tree grew into another; none if the service has none. */
  Optional<List<TreeHash>> consistency(long from, long to) {
    return get("/v1/log/proofs/consistency?from=" + from + "&to=" + to, MAX_ANSWER)
        .flatMap(bytes -> hashes(bytes, "path"));
  }

  private static Optional<List<TreeHash>> hashes(byte[] answer, String name) {
    try {
      List<TreeHash> hashes = new ArrayList<>();
      for (JsonNode hash : JSON.readTree(answer).path(name)) {
        hashes.add(TreeHash.ofBase64(hash.asString("")));
      }
      return Optional.of(hashes);
    } catch (JacksonException | MalformedException notHashes) {
      return Optional.empty();
    }
  }

  /** The body of a 200; none for every other answer, which proves nothing. */
  private Optional<byte[]> get(String path, int limit) {
    HttpRequest request =
        HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(60)).build();
    HttpResponse<InputStream> response = send(request);
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(limit + 1);
      return response.statusCode() == 200 && bytes.length <= limit
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IOException broken) {
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, base);
    }
  }

  private URI address(String path) {
    return URI.create(base + path);
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException unreachable) {
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, base);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, base);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
