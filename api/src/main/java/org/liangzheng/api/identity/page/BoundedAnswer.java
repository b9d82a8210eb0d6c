package org.liangzheng.api.identity.page;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;

/** An answer of another service that may be so long and no longer; reading on fails. */
final class BoundedAnswer implements ClientHttpResponse {
  private final ClientHttpResponse answer;
  private final long most;
  private @Nullable InputStream body;

  private BoundedAnswer(ClientHttpResponse answer, long most) {
    this.answer = answer;
    this.most = most;
  }

  /**
   * Requests whose answers are bounded.
   *
   * @param most bytes of a body
   */
  static ClientHttpRequestFactory to(ClientHttpRequestFactory requests, long most) {
    return new InterceptingClientHttpRequestFactory(
        requests,
        List.of((request, body, execution) ->
            new BoundedAnswer(execution.execute(request, body), most)));
  }

  @Override
  public InputStream getBody() throws IOException {
    InputStream begun = body;
    if (begun == null) {
      begun = new Bounded(answer.getBody(), most);
      body = begun;
    }
    return begun;
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return answer.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return answer.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return answer.getHeaders();
  }

  @Override
  public void close() {
    answer.close();
  }

  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream body, long most) {
      super(body);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      return value < 0 ? value : counted(1, value);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      return n <= 0 ? n : counted(n, n);
    }

    private int counted(int n, int result) throws IOException {
      left -= n;
      if (left < 0) {
        throw new IOException("the answer is longer than allowed");
      }
      return result;
    }
  }
}
