package org.liangzheng.api.presentation.point;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.presentation.point.Scenes.SceneView;
import org.liangzheng.api.text.Said;
import org.springframework.stereotype.Component;

/** Points as they are shown. */
@Component
public class PointView {
  private final Authorities authorities;
  private final Scenes scenes;

  PointView(Authorities authorities, Scenes scenes) {
    this.authorities = authorities;
    this.scenes = scenes;
  }

  /** Who asks, as a holder is told. */
  public record Who(Said name, Said place, PlaceKind placeKind, AuthorityView authority) {}

  /** A department. */
  public record AuthorityView(String id, String name) {}

  /** A point as its officers see it. */
  public record Shown(
      UUID id,
      Said name,
      Said place,
      PlaceKind placeKind,
      List<String> scenes,
      VerifierPoint.State state,
      Instant createdAt,
      @Nullable Instant enrolledAt,
      @Nullable Instant suspendedAt,
      @Nullable Instant revokedAt) {}

  /** A point as it sees itself. */
  public record Self(
      UUID id,
      Said name,
      Said place,
      PlaceKind placeKind,
      AuthorityView authority,
      List<SceneView> scenes) {}

  static Shown shown(VerifierPoint point) {
    return new Shown(
        point.id(),
        point.name(),
        point.place(),
        point.placeKind(),
        point.scenes(),
        point.state(),
        point.createdAt(),
        point.enrolledAt().orElse(null),
        point.suspendedAt().orElse(null),
        point.revokedAt().orElse(null));
  }

  /** As a holder is told. */
  public Who who(VerifierPoint point) {
    return new Who(point.name(), point.place(), point.placeKind(), authority(point));
  }

  /** As it sees itself. */
  public Self self(VerifierPoint point) {
    return new Self(
        point.id(),
        point.name(),
        point.place(),
        point.placeKind(),
        authority(point),
        point.scenes().stream().flatMap(code -> scenes.find(code).stream()).toList());
  }

  private AuthorityView authority(VerifierPoint point) {
    return new AuthorityView(
        point.authority().value(),
        authorities.find(point.authority()).map(Authority::name).orElse(""));
  }
}
