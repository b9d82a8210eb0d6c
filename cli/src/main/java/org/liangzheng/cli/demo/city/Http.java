package org.liangzheng.cli.demo.city;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.liangzheng.verifier.crypto.ByteString;

/** One service over HTTP. Redirects are not followed: they are looked at. */
public final class Http implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  public Http(URI address) {
    this.address = address;
  }

  /** Scheme, host and port. */
  public String address() {
    return address.toString();
  }

  /**
   * Sends it and waits for the whole answer.
   *
   * @throws CityException UNREACHABLE
   */
  public Answer send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(call.path()))
            .timeout(LIMIT)
            .method(
                call.method(),
                call.body().size() == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body().toByteArray()));
    call.headers().forEach(request::header);
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          call, answer.statusCode(), answer.headers().map(), ByteString.of(answer.body()));
    } catch (IOException unreachable) {
      throw new CityException(Trouble.UNREACHABLE, address());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CityException(Trouble.UNREACHABLE, address());
    }
  }

  /** Whether something answers there as this service does. */
  public boolean answers() {
    try {
      return send(Call.get("/v1/about")).status() == 200;
    } catch (CityException silent) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
