package org.liangzheng.api.presentation.show;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.point.PointView;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.presentation.scan.ScanAnswer;
import org.liangzheng.api.presentation.scan.ShownLicences;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as the holder is told them; the holder's own values are among them. */
@Component
class EventViews {
  private final Scans scans;
  private final Points points;
  private final PointView views;
  private final ShownLicences licences;
  private final JsonMapper json;

  EventViews(Scans scans, Points points, PointView views, ShownLicences licences, JsonMapper json) {
    this.scans = scans;
    this.points = points;
    this.views = views;
    this.licences = licences;
    this.json = json;
  }

  /** The event's name in the stream. */
  static String name(PresentationEvent event) {
    return event.kind().name().toLowerCase(Locale.ROOT);
  }

  /** What the stream says of an event. */
  ObjectNode data(Presentation shown, PresentationEvent event) {
    ObjectNode data = json.createObjectNode();
    data.put("at", event.at().toString());
    Optional<VerifierPoint> point = Optional.ofNullable(event.point()).flatMap(points::look);
    Optional<Scan> scan = Optional.ofNullable(event.scan()).flatMap(scans::find);
    UUID request = event.scan();
    switch (event.kind()) {
      case ASKED -> {
        point.ifPresent(one -> data.set("point", json.valueToTree(views.who(one))));
        scan.ifPresent(one -> asked(data, shown, one));
      }
      case CHECKED -> {
        point.ifPresent(one -> data.set("point", json.valueToTree(views.who(one))));
        if (event.word() != null) {
          data.put("result", event.word());
        }
        scan.ifPresent(one -> data.put("reference", one.reference()));
      }
      case REFUSED, LAPSED -> {
        if (request != null) {
          data.put("request", request.toString());
        }
      }
      case STOPPED -> {
        if (request != null) {
          data.put("request", request.toString());
        }
        data.put("reason", reason(event));
      }
      case TRIED -> point.ifPresent(one -> data.put("placeKind", one.placeKind().name()));
      case ENDED -> {}
    }
    return data;
  }

  private static String reason(PresentationEvent event) {
    return switch (Optional.ofNullable(event.word()).orElse("")) {
      case "NUMBER_WRONG" -> "WRONG_NUMBER";
      case "NOBODY_SAID" -> "NOBODY";
      default -> "ENDED";
    };
  }

  private void asked(ObjectNode data, Presentation shown, Scan scan) {
    data.put("request", scan.id().toString());
    scan.lapsesAt().ifPresent(end -> data.put("lapsesAt", end.toString()));
    ArrayNode numbers = data.putArray("numbers");
    scan.choices().forEach(numbers::add);
    Optional<RegisteredLicence> licence = licences.find(shown.licence());
    Optional<LicenceType.Scene> scene =
        licence.flatMap(found -> licences.scene(found, shown.scene()));
    if (licence.isEmpty() || scene.isEmpty()) {
      return;
    }
    ObjectNode purpose = data.putObject("purpose");
    purpose.put("code", shown.scene());
    purpose.set("label", json.valueToTree(scene.get().name()));
    Map<String, String> values =
        licences.reveal(licence.get(), scene.get()).fields().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    ScanAnswer.FieldValue::name, ScanAnswer.FieldValue::value));
    ArrayNode fields = data.putArray("fields");
    for (LicenceType.Field field : licences.type(licence.get()).fields()) {
      if (scene.get().fields().contains(field.name())) {
        ObjectNode one = fields.addObject();
        one.put("name", field.name());
        one.set("label", json.valueToTree(field.label()));
        String value = values.get(field.name());
        if (value != null) {
          one.put("value", value);
        }
      }
    }
  }
}
