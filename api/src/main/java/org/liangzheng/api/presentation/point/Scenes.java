package org.liangzheng.api.presentation.point;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.catalogue.publication.PublishedVersion;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.stereotype.Component;

/** The scenes of all published licence types, by code. */
@Component
public class Scenes {
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final Clock clock;
  private volatile @Nullable Known known;

  Scenes(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  private record Known(Map<String, SceneView> scenes, Instant at) {}

  /** A field that a scene reveals. */
  public record FieldView(String name, Said label) {}

  /**
   * A scene as points see it, over all licence types that have it.
   *
   * @param fields of all these types
   * @param sensitive whether the holder is asked, in at least one of them
   * @param offline whether codes may be checked without a network, in at least one of them
   */
  public record SceneView(
      String code, Said label, List<FieldView> fields, boolean sensitive, boolean offline) {}

  /** One of them. */
  public Optional<SceneView> find(String code) {
    return Optional.ofNullable(all().get(code));
  }

  /** All, by code. */
  public Map<String, SceneView> all() {
    Known now = known;
    if (now != null && clock.instant().isBefore(now.at().plus(LOOK))) {
      return now.scenes();
    }
    Map<String, SceneView> scenes = new TreeMap<>();
    for (PublishedVersion published : catalogue.list()) {
      catalogue
          .version(new LicenceTypeCode(published.code()), published.version())
          .ifPresent(type ->
              type.type()
                  .scenes()
                  .forEach(
                      scene -> scenes.merge(scene.code(), view(type.type(), scene), Scenes::both)));
    }
    known = new Known(Map.copyOf(scenes), clock.instant());
    return Map.copyOf(scenes);
  }

  private static SceneView view(LicenceType type, LicenceType.Scene scene) {
    return new SceneView(
        scene.code(), scene.name(), fields(type, scene), scene.sensitive(), scene.offline());
  }

  /** The fields of a scene in one licence type. */
  public static List<FieldView> fields(LicenceType type, LicenceType.Scene scene) {
    return type.fields().stream()
        .filter(field -> scene.fields().contains(field.name()))
        .map(field -> new FieldView(field.name(), field.label()))
        .toList();
  }

  private static SceneView both(SceneView one, SceneView other) {
    Map<String, FieldView> fields = new LinkedHashMap<>();
    one.fields().forEach(field -> fields.put(field.name(), field));
    other.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
    return new SceneView(
        one.code(),
        one.label(),
        List.copyOf(fields.values()),
        one.sensitive() || other.sensitive(),
        one.offline() || other.offline());
  }
}
