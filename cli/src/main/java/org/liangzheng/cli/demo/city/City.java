package org.liangzheng.cli.demo.city;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.liangzheng.cli.token.OwnTokens;
import tools.jackson.databind.JsonNode;

/** A running service with its sample city. */
public final class City implements AutoCloseable {
  private final Path home;
  private final SampleFiles files;
  private final Http http;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Desk> people = new HashMap<>();
  private final Desk machine;

  /**
   * Whose state is in a folder.
   *
   * @throws CityException SAMPLE_FILE
   */
  public City(Path home, Clock clock, SecureRandom random) {
    this.home = home;
    this.files = SampleFiles.read(home);
    this.clock = clock;
    this.random = random;
    this.http = new Http(files.client().issuer());
    this.machine =
        new Desk(http, fresh(new MachineSignIn(http, files.client(), machineTokens())), random);
  }

  private OwnTokens machineTokens() {
    try {
      return new OwnTokens(ECKey.parse(files.client().privateKey()), clock, random);
    } catch (ParseException | IllegalArgumentException notAKey) {
      throw new CityException(Trouble.SAMPLE_FILE, home.resolve("sample-client.json").toString());
    }
  }

  public Path home() {
    return home;
  }

  public SampleFiles files() {
    return files;
  }

  /** Without a token, as anybody. */
  public Http open() {
    return http;
  }

  /** The market regulator's approval system. */
  public Desk machine() {
    return machine;
  }

  /**
   * One of the people, signed in.
   *
   * @throws CityException PERSON_UNKNOWN
   */
  public Desk person(String signInName) {
    return people.computeIfAbsent(
        signInName,
        name -> new Desk(http, fresh(new PersonSignIn(http, files.person(name), random)), random));
  }

  private FreshToken fresh(Supplier<String> ask) {
    return new FreshToken(clock, ask);
  }

  /** A device that may become a verifier point. */
  public Point device() {
    return Point.device(http, clock, random);
  }

  /** Whether the service describes such a call. */
  public boolean has(String method, String path) {
    JsonNode paths = http.send(Call.get("/v3/api-docs")).json().path("paths");
    return paths.path(path).has(method.toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public void close() {
    http.close();
  }
}
