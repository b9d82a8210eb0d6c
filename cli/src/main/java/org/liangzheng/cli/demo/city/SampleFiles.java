package org.liangzheng.cli.demo.city;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service leaves in its state folder for who tries it out.
 *
 * @param anchor fingerprint of the root of its evidence packs
 */
public record SampleFiles(Client client, String logInPage, List<Person> people, String anchor) {
  private static final String CLIENT = "sample-client.json";
  private static final String PEOPLE = "sample-people.json";
  private static final String ANCHOR = "trust-anchor";

  public SampleFiles {
    people = List.copyOf(people);
  }

  /**
   * The machine.
   *
   * @param privateKey JSON of the JWK; a secret
   */
  public record Client(String id, URI issuer, String tokenEndpoint, String privateKey) {
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  /**
   * Somebody who can sign in.
   *
   * @param authority for whom this person works; none: a citizen
   */
  public record Person(
      String name,
      String signInName,
      String password,
      String code,
      Optional<String> authority,
      Optional<String> authorityName) {
    @Override
    public String toString() {
      return "Person[" + signInName + "]";
    }
  }

  /** Whether a service was ever started with this folder. */
  public static boolean areIn(Path home) {
    return Files.exists(home.resolve(CLIENT)) && Files.exists(home.resolve(PEOPLE));
  }

  /**
   * Reads them.
   *
   * @throws CityException SAMPLE_FILE
   */
  public static SampleFiles read(Path home) {
    JsonNode client = json(home.resolve(CLIENT));
    JsonNode people = json(home.resolve(PEOPLE));
    List<Person> all = new ArrayList<>();
    for (JsonNode person : people.path("people")) {
      all.add(
          new Person(
              person.path("name").asString(""),
              person.path("sign_in_name").asString(""),
              person.path("password").asString(""),
              person.path("code").asString(""),
              optional(person, "authority"),
              optional(person, "authority_name")));
    }
    Path anchor = home.resolve(ANCHOR);
    try {
      return new SampleFiles(
          new Client(
              client.path("client_id").asString(""),
              URI.create(client.path("issuer").asString("")),
              client.path("token_endpoint").asString(""),
              client.path("private_key").toString()),
          people.path("log_in_page").asString(""),
          all,
          Files.readString(anchor).strip());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new CityException(Trouble.SAMPLE_FILE, anchor.toString());
    }
  }

  /**
   * One of the people.
   *
   * @throws CityException PERSON_UNKNOWN
   */
  public Person person(String signInName) {
    return people.stream()
        .filter(person -> person.signInName().equals(signInName))
        .findFirst()
        .orElseThrow(() -> new CityException(Trouble.PERSON_UNKNOWN, signInName));
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException | JacksonException unreadable) {
      // Without its text: that quotes the file, which holds keys.
      throw new CityException(Trouble.SAMPLE_FILE, file.toString());
    }
  }

  @Override
  public String toString() {
    return "SampleFiles[" + people.size() + "]";
  }
}
