package org.liangzheng.api.web.idempotency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.RequestId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** What a caller is answered, as it is kept: status, the headers worth repeating, and the body. */
public final class Answer {

  /** Set on an answer that is a repetition. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final int FORMAT = 1;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param status 2xx or 4xx: nothing else is final
   * @param body copied; empty for none
   */
  public Answer(int status, Map<String, String> headers, byte[] body) {
    if (status < 200 || status > 499 || (status > 299 && status < 400)) {
      throw new IllegalArgumentException("an answer is 2xx or 4xx");
    }
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body.clone();
  }

  /** An answer with a JSON body. */
  public static Answer json(int status, Map<String, String> headers, Object body, JsonMapper json) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(HttpHeaders.CONTENT_TYPE, "application/json");
    return new Answer(status, all, json.writeValueAsBytes(body));
  }

  /** A refusal as an answer, with its problem document. */
  static Answer of(Problem problem, ProblemDocuments documents) {
    Map<String, String> headers = new LinkedHashMap<>(problem.headers());
    headers.put(HttpHeaders.CONTENT_TYPE, ProblemDocuments.MEDIA_TYPE);
    return new Answer(problem.status(), headers, documents.bytes(problem, RequestId.current()));
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** A copy. */
  public byte[] body() {
    return body.clone();
  }

  /** As a controller returns it. */
  public ResponseEntity<byte[]> toResponse() {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    headers.forEach(response::header);
    return response.header(HttpHeaders.CACHE_CONTROL, "no-store").body(body());
  }

  Answer replayed() {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(REPLAYED, "true");
    return new Answer(status, all, body);
  }

  /** Format number, status, header count, names and values (modified UTF-8), body length, body. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeShort(status);
      out.writeShort(headers.size());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.writeInt(body.length);
      out.write(body);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  static Answer decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      if (in.readUnsignedByte() != FORMAT) {
        throw new IllegalStateException("a stored answer has an unknown format");
      }
      int status = in.readUnsignedShort();
      int count = in.readUnsignedShort();
      Map<String, String> headers = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        headers.put(name, in.readUTF());
      }
      return new Answer(status, headers, in.readNBytes(in.readInt()));
    } catch (IOException damaged) {
      throw new IllegalStateException("a stored answer is damaged", damaged);
    }
  }
}
