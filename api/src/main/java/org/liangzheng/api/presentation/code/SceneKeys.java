package org.liangzheng.api.presentation.code;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.SharedLooks;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.SceneKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The keys of scenes, one for each scene and legal day. */
@Service
public class SceneKeys {
  private static final String TABLE = "presentation_scene_key";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Codes of before midnight are still scanned after it. */
  private static final Duration AFTER = Duration.ofMinutes(10);

  private static final Duration KEPT = Duration.ofDays(3);

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;
  private final Cache<Day, SceneKey> known =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofHours(1)).build();

  SceneKeys(JdbcClient database, FieldCipher cipher, Ids ids, SecureRandom random, Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  private record Day(String scene, LocalDate day) {}

  /**
   * A scene of the catalogue as codes name it: {@code TRAFFIC_STOP} is {@code traffic-stop}.
   *
   * @return empty if it has more than 16 characters: then there are no offline codes of it
   */
  public static Optional<String> name(String scene) {
    return LicenceType.Scene.inCodes(scene);
  }

  /** The key for codes made at an instant. */
  SceneKey at(String scene, Instant instant) {
    return SharedLooks.get(known, new Day(scene, LocalDate.ofInstant(instant, ZONE)), this::find);
  }

  /**
   * The key for codes made at an instant, if there is one. None is made: scene and instant stand in
   * a code whose signature nobody has checked yet, and a stranger may have written them.
   */
  Optional<SceneKey> existing(String scene, Instant made) {
    Instant now = clock.instant();
    if (made.isBefore(now.minus(KEPT)) || made.isAfter(now.plus(KEPT))) {
      return Optional.empty();
    }
    Day day = new Day(scene, LocalDate.ofInstant(made, ZONE));
    SceneKey found = known.getIfPresent(day);
    return found == null ? read(day) : Optional.of(found);
  }

  /** The keys a point needs today and tomorrow, and just after midnight yesterday's. */
  public List<SceneKey> forPoint(Collection<String> scenes) {
    Instant now = clock.instant();
    LocalDate first = LocalDate.ofInstant(now.minus(AFTER), ZONE);
    LocalDate last = LocalDate.ofInstant(now, ZONE).plusDays(1);
    List<SceneKey> keys = new ArrayList<>();
    for (String scene : scenes.stream().flatMap(one -> name(one).stream()).sorted().toList()) {
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        keys.add(SharedLooks.get(known, new Day(scene, day), this::find));
      }
    }
    return keys;
  }

  private SceneKey find(Day day) {
    return read(day)
        .orElseGet(() -> {
          UUID id = ids.next();
          byte[] key = new byte[SceneKey.SIZE];
          random.nextBytes(key);
          var _ =
              database
                  .sql(
                      "insert into presentation_scene_key (id, scene, valid_from, valid_until, key)"
                          + " values (?, ?, ?, ?, ?) on conflict (scene, valid_from) do nothing")
                  .params(
                      id,
                      day.scene(),
                      start(day.day()),
                      start(day.day().plusDays(1)),
                      cipher.encrypt(new Cell(TABLE, "key", id), key))
                  .update();
          // Another node may have been first; its key stands.
          return read(day).orElseThrow();
        });
  }

  private Optional<SceneKey> read(Day day) {
    return database
        .sql(
            "select id, valid_from, valid_until, key from presentation_scene_key"
                + " where scene = ? and valid_from = ?")
        .params(day.scene(), start(day.day()))
        .query((row, _) ->
            new SceneKey(
                day.scene(),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                ByteString.of(
                    cipher.decrypt(
                        new Cell(TABLE, "key", row.getObject("id", UUID.class)),
                        row.getBytes("key")))))
        .optional();
  }

  private static OffsetDateTime start(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant().atOffset(ZoneOffset.UTC);
  }

  /** Destroys keys whose codes ended days ago. */
  void forget() {
    var _ =
        database
            .sql("delete from presentation_scene_key where valid_until < ?")
            .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
            .update();
  }
}
