package org.liangzheng.api.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.catalogue.LicenceType.Field;
import org.liangzheng.api.catalogue.LicenceType.Kind;
import org.liangzheng.api.catalogue.LicenceType.Scene;
import org.liangzheng.api.catalogue.LicenceType.SealPart;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.LayoutItem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Holds a licence type against all that it has to fit together with, and tells all at once. */
@Component
class TypeCheck {
  private final Layouts layouts;
  private final Authorities authorities;

  TypeCheck(Layouts layouts, Authorities authorities) {
    this.layouts = layouts;
    this.authorities = authorities;
  }

  /** All that is wrong with a definition. */
  List<FieldProblem> check(JsonNode definition) {
    TypeForm form = TypeReader.read(definition);
    Findings found = new Findings(form.problems());
    if (definition.isObject()) {
      issuers(form, found);
      names(form, found);
      references(form, found);
      seals(form, found);
      List<String> fields = form.fields().stream().map(Field::name).toList();
      found.problems.addAll(SchemaCheck.check(form.schema(), fields, "/schema"));
      layout(form, found);
    }
    return List.copyOf(found.problems);
  }

  /** What was found so far. */
  private static final class Findings {
    final List<FieldProblem> problems;

    Findings(List<FieldProblem> first) {
      problems = new ArrayList<>(first);
    }

    void add(String pointer, ProblemCode code, String... arguments) {
      problems.add(FieldProblem.at(pointer, code, arguments));
    }
  }

  private void issuers(TypeForm form, Findings found) {
    for (OrganizationId issuer : form.issuers()) {
      if (authorities.find(issuer).isEmpty()) {
        found.add("/issuers", CatalogueProblem.AUTHORITY_UNKNOWN);
        return;
      }
    }
  }

  private static void names(TypeForm form, Findings found) {
    twice(form.fields().stream().map(Field::name).toList(), "/fields", "/name", found);
    twice(form.scenes().stream().map(Scene::code).toList(), "/scenes", "/code", found);
    twice(form.seals().stream().map(SealPart::role).toList(), "/seals", "/role", found);
  }

  private static void twice(List<String> names, String list, String member, Findings found) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty() && !seen.add(names.get(i))) {
        found.add(list + "/" + i + member, CatalogueProblem.NAME_TWICE);
      }
    }
  }

  private static void references(TypeForm form, Findings found) {
    for (int i = 0; i < form.fields().size(); i++) {
      Field field = form.fields().get(i);
      if (field.holds().isPresent() && field.kind() != Kind.TEXT) {
        found.add("/fields/" + i + "/holds", CatalogueProblem.FIELD_NOT_TEXT);
      }
    }
    for (int i = 0; i < form.scenes().size(); i++) {
      Scene scene = form.scenes().get(i);
      if (scene.offline() && !scene.code().isEmpty() && Scene.inCodes(scene.code()).isEmpty()) {
        found.add("/scenes/" + i + "/code", CatalogueProblem.SCENE_UNFIT_OFFLINE);
      }
      List<String> revealed = scene.fields();
      for (int k = 0; k < revealed.size(); k++) {
        String name = revealed.get(k);
        if (!name.isEmpty() && field(form, name).isEmpty()) {
          found.add("/scenes/" + i + "/fields/" + k, CatalogueProblem.FIELD_NOT_DECLARED, name);
        }
      }
    }
    if (form.validity().orElse(null) instanceof Validity.ByField(String name)) {
      Optional<Field> field = field(form, name);
      if (field.isEmpty()) {
        found.add("/validity/field", CatalogueProblem.FIELD_NOT_DECLARED, name);
      } else if (field.get().kind() != Kind.TEXT) {
        found.add("/validity/field", CatalogueProblem.FIELD_NOT_TEXT);
      }
    }
  }

  private static Optional<Field> field(TypeForm form, String name) {
    return form.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Whoever issues, the seals are of different authorities and one of them is the issuer's. */
  private void seals(TypeForm form, Findings found) {
    Set<OrganizationId> named = new HashSet<>();
    boolean issuers = false;
    for (int i = 0; i < form.seals().size(); i++) {
      Optional<OrganizationId> by = form.seals().get(i).authority();
      String pointer = "/seals/" + i + "/by";
      if (by.isEmpty()) {
        if (issuers) {
          found.add(pointer, CatalogueProblem.SEAL_AUTHORITY_TWICE);
        }
        issuers = true;
        continue;
      }
      if (!named.add(by.get())) {
        found.add(pointer, CatalogueProblem.SEAL_AUTHORITY_TWICE);
      }
      if (authorities.find(by.get()).isEmpty()) {
        found.add(pointer, CatalogueProblem.AUTHORITY_UNKNOWN);
      }
    }
    for (int i = 0; issuers && i < form.seals().size(); i++) {
      if (form.seals().get(i).authority().filter(form.issuers()::contains).isPresent()) {
        found.add("/seals/" + i + "/by", CatalogueProblem.SEAL_AUTHORITY_TWICE);
      }
    }
    if (!issuers && !form.seals().isEmpty() && !named.containsAll(form.issuers())) {
      found.add("/seals", CatalogueProblem.SEALS_LACK_ISSUER);
    }
  }

  private void layout(TypeForm form, Findings found) {
    if (form.layout().isEmpty()) {
      return;
    }
    switch (layouts.look(form.layout().get(), "/layout")) {
      case Layouts.Look.Bad bad -> found.problems.addAll(bad.problems());
      case Layouts.Look.Good good -> places(form, good.layout(), found);
    }
  }

  private static void places(TypeForm form, CompiledLayout layout, Findings found) {
    List<Place> places =
        layout.pages().stream()
            .flatMap(page -> page.fields().stream())
            .flatMap(item -> place(item).stream())
            .toList();
    for (int i = 0; i < form.fields().size(); i++) {
      Field field = form.fields().get(i);
      Place wanted = new Place(FaceValues.DATA + field.name(), field.kind(), true);
      if (places.stream().noneMatch(place -> place.fits(wanted)) && !field.name().isEmpty()) {
        found.add("/fields/" + i, CatalogueProblem.LAYOUT_LACKS_PLACE, field.name());
      }
    }
    Set<String> required = new HashSet<>();
    form.schema().path("required").forEach(name -> required.add(name.asString("")));
    Set<String> declared = form.fields().stream().map(Field::name).collect(Collectors.toSet());
    for (String name :
        places.stream()
            .filter(Place::required)
            .map(Place::name)
            .filter(name -> name.startsWith(FaceValues.DATA))
            .map(name -> name.substring(FaceValues.DATA.length()))
            .distinct()
            .toList()) {
      boolean schema = form.schema().isObject(); // that there is none is told already
      if (!declared.contains(name) || (schema && !required.contains(name))) {
        found.add("/layout", CatalogueProblem.PLACE_WITHOUT_VALUE, name);
      }
    }
    // The only licence. values that a licence may lack.
    places.stream()
        .filter(Place::required)
        .filter(place -> place.name().equals("licence.validUntil"))
        .findFirst()
        .filter(_ -> mayBeOpen(form))
        .ifPresent(
            place -> found.add("/layout", CatalogueProblem.PLACE_WITHOUT_VALUE, place.name()));
    for (int i = 0; i < form.seals().size(); i++) {
      String role = form.seals().get(i).role();
      if (!role.isEmpty() && layout.seal(role).isEmpty()) {
        found.add("/seals/" + i + "/role", CatalogueProblem.SEAL_PLACE_MISSING, role);
      }
    }
    if (form.problems().stream().anyMatch(problem -> problem.pointer().startsWith("/seals"))) {
      return; // which seals there are to be is not known
    }
    Set<String> roles = form.seals().stream().map(SealPart::role).collect(Collectors.toSet());
    for (CompiledLayout.PlacedSeal placed : layout.sealPlaces()) {
      String role = placed.place().role();
      // An empty frame would look like a licence that lost a seal.
      if (!roles.contains(role)) {
        found.add("/layout", CatalogueProblem.SEAL_PLACE_UNUSED, role);
      }
    }
  }

  private static boolean mayBeOpen(TypeForm form) {
    return switch (form.validity().orElse(null)) {
      case null -> false;
      case Validity.Fixed _ -> false;
      case Validity.Open _ -> true;
      case Validity.UntilGiven rule -> !rule.required();
      case Validity.ByField rule -> {
        boolean always = false;
        for (JsonNode name : form.schema().path("required")) {
          always |= name.asString("").equals(rule.field());
        }
        yield !always;
      }
    };
  }

  private record Place(String name, Kind kind, boolean required) {
    boolean fits(Place wanted) {
      return name.equals(wanted.name) && kind == wanted.kind;
    }
  }

  private static Optional<Place> place(LayoutItem item) {
    return switch (item) {
      case LayoutItem.TextField text ->
          Optional.of(new Place(text.name(), Kind.TEXT, text.required()));
      case LayoutItem.PictureField picture ->
          Optional.of(new Place(picture.name(), Kind.PICTURE, picture.required()));
      // A type has no fields that are codes.
      case LayoutItem.CodeField code ->
          code.name().startsWith(FaceValues.DATA)
              ? Optional.of(new Place(code.name(), Kind.TEXT, code.required()))
                  .filter(Place::required)
              : Optional.empty();
      case LayoutItem.SealPlace _, LayoutItem.Fixed _ -> Optional.empty();
    };
  }
}
