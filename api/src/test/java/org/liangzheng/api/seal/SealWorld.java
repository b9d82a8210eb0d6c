package org.liangzheng.api.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.UUID;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;

/** Seal keepers of one department, and the life of its seals over HTTP. */
public final class SealWorld {
  private final TestPeople people;
  private final OrganizationId authority;
  private final String first;
  private final String second;

  public SealWorld(ApplicationContext context, OrganizationId authority) {
    this.people = TestPeople.of(context);
    this.authority = authority;
    this.first = people.token(people.officer(authority, Role.SEAL_KEEPER), authority);
    this.second = people.token(people.officer(authority, Role.SEAL_KEEPER), authority);
  }

  public static SealWorld own(ApplicationContext context) {
    return new SealWorld(context, Tokens.OWN);
  }

  public String keeper() {
    return first;
  }

  public String secondKeeper() {
    return second;
  }

  public OrganizationId authority() {
    return authority;
  }

  public Answer post(String path, String body) {
    return people.post(first, path, body);
  }

  public Answer get(String path) {
    return people.get(first, path);
  }

  public static String application(String kind, String rules) {
    return """
    {"name":"亮城市示例公务专用章","kind":"%s",
     "picture":{"organization":{"name":"亮城市示例局","line":"公务专用章","diameter":42}},
     "rules":%s}
    """
        .formatted(kind, rules);
  }

  /** An application's id. */
  public String apply(String kind, String rules) {
    Answer applied = post("/v1/seals", application(kind, rules));
    assertThat(applied.status()).as(applied.body()).isEqualTo(201);
    return applied.json().get("id").asString();
  }

  public Answer act(String seal, String act) {
    return act(seal, act, "");
  }

  /**
   * @param more further members of the body, with a leading comma
   */
  public Answer act(String seal, String act, String more) {
    return post(
        "/v1/seals/" + seal + "/acts", "{\"act\":\"" + act + "\",\"reason\":\"示例理由\"" + more + "}");
  }

  public Answer approve(Answer proposed) {
    return people.post(
        second,
        proposed.header("Location") + "/approve",
        "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}");
  }

  /** An act of two people, carried out. */
  public void both(String seal, String act, String more) {
    Answer proposed = act(seal, act, more);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    Answer approved = approve(proposed);
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    assertThat(get(proposed.header("Location")).json().get("state").asString())
        .isEqualTo("EXECUTED");
  }

  public void done(String seal, String act) {
    Answer done = act(seal, act);
    assertThat(done.status()).as(act + " " + done.body()).isEqualTo(200);
  }

  public String state(String seal) {
    return get("/v1/seals/" + seal).json().get("state").asString();
  }

  /** An office seal in use. */
  public String activeOffice() {
    return active("OFFICE", "{}");
  }

  public String active(String kind, String rules) {
    String seal = apply(kind, rules);
    both(seal, "APPROVE", "");
    done(seal, "KEY");
    done(seal, "CERTIFY");
    done(seal, "ACTIVATE");
    assertThat(state(seal)).isEqualTo("ACTIVE");
    return seal;
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A request to seal a document on its first page. */
  public static String document(String seal, byte[] document, String more) {
    return "{\"seal\":\""
        + seal
        + "\",\"document\":\""
        + base64(document)
        + "\",\"places\":[{\"at\":{\"page\":1,\"x\":20,\"y\":20}}]"
        + more
        + "}";
  }

  public static String digest(String seal, String more) {
    return "{\"seal\":\""
        + seal
        + "\",\"digest\":\""
        + "ab".repeat(32)
        + "\",\"property\":\"/Doc_0/Signs/Sign_0/Signature.xml\""
        + more
        + "}";
  }

  public Answer send(String token, String path, String body) {
    return people.post(token, path, body);
  }

  public Answer keyed(String token, String path, String key, String body) {
    return org.liangzheng.api.identity.TestHttp.send(
        people.base(),
        Call.json("POST", path, body)
            .with("Authorization", "Bearer " + token)
            .with("Idempotency-Key", key));
  }

  public static String key() {
    return UUID.randomUUID().toString();
  }

  /** Bytes of a file. */
  public byte[] file(String token, String path) {
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(people.base() + path))
                      .header("Authorization", "Bearer " + token)
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (java.io.IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public static String code(Answer answer) {
    return answer.status() + " " + answer.json().get("code").asString();
  }
}
