package org.liangzheng.api.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liangzheng.api.catalogue.LicenceType.Field;
import org.liangzheng.api.catalogue.LicenceType.Holding;
import org.liangzheng.api.catalogue.LicenceType.Holds;
import org.liangzheng.api.catalogue.LicenceType.Kind;
import org.liangzheng.api.catalogue.LicenceType.PiiClass;
import org.liangzheng.api.catalogue.LicenceType.Scene;
import org.liangzheng.api.catalogue.LicenceType.SealPart;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/** Reads the JSON form of a licence type and tells all that is wrong with the form. */
final class TypeReader {
  static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final Pattern HOLDER_TYPE = Pattern.compile("[0-9]{3}");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final Pattern SCENE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final Pattern LAYOUT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern ANY = Pattern.compile("\\P{Cc}{1,120}");
  private static final int LONGEST_YEARS = 100;
  private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

  private TypeReader() {}

  static TypeForm read(JsonNode definition) {
    List<FieldProblem> problems = new ArrayList<>();
    FormReader in = FormReader.of(definition, "", problems);
    String code = in.text("code", ANY);
    TypeForm form =
        new TypeForm(
            code(code, problems),
            in.said("name"),
            in.texts("holderTypes", HOLDER_TYPE, 1, 20),
            issuers(in, problems),
            in.choice("holding", Holding.class),
            in.objects("fields", 1, 60, TypeReader::field),
            validity(in.object("validity"), problems),
            in.objects("seals", 1, 4, TypeReader::seal).stream().flatMap(Optional::stream).toList(),
            in.objects("scenes", 0, 30, TypeReader::scene),
            in.flag("annotatedCopies"),
            layout(in),
            in.tree("schema"),
            List.of());
    in.noOthers();
    return withProblems(form, problems);
  }

  private static TypeForm withProblems(TypeForm form, List<FieldProblem> problems) {
    return new TypeForm(
        form.code(),
        form.name(),
        form.holderTypes(),
        form.issuers(),
        form.holding(),
        form.fields(),
        form.validity(),
        form.seals(),
        form.scenes(),
        form.annotatedCopies(),
        form.layout(),
        form.schema(),
        List.copyOf(problems));
  }

  private static Optional<LicenceTypeCode> code(String text, List<FieldProblem> problems) {
    if (text.isEmpty()) {
      return Optional.empty(); // told already
    }
    try {
      return Optional.of(LicenceTypeCode.parse(text));
    } catch (MalformedException noCode) {
      problems.add(FieldProblem.at("/code", CatalogueProblem.TYPE_CODE_WRONG));
      return Optional.empty();
    }
  }

  private static List<OrganizationId> issuers(FormReader in, List<FieldProblem> problems) {
    List<String> texts = in.texts("issuers", ANY, 1, 2000);
    List<OrganizationId> issuers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (OrganizationId.isValid(texts.get(i))) {
        issuers.add(new OrganizationId(texts.get(i)));
      } else if (!texts.get(i).isEmpty()) {
        problems.add(FieldProblem.at("/issuers/" + i, CatalogueProblem.AUTHORITY_CODE_WRONG));
      }
    }
    return issuers;
  }

  private static Field field(FormReader in) {
    Field field =
        new Field(
            in.text("name", FIELD),
            in.said("label"),
            in.choice("pii", PiiClass.class),
            in.has("kind") ? in.choice("kind", Kind.class) : Kind.TEXT,
            in.has("holds") ? Optional.of(in.choice("holds", Holds.class)) : Optional.empty());
    in.noOthers();
    return field;
  }

  private static Optional<SealPart> seal(FormReader in) {
    String role = in.text("role", ROLE);
    String by = in.text("by", ANY);
    in.noOthers();
    if (by.equals("ISSUER")) {
      return Optional.of(new SealPart(role, Optional.empty()));
    }
    if (!OrganizationId.isValid(by)) {
      in.wrong("by", CatalogueProblem.AUTHORITY_CODE_WRONG);
      return Optional.empty();
    }
    return Optional.of(new SealPart(role, Optional.of(new OrganizationId(by))));
  }

  private static Scene scene(FormReader in) {
    Scene scene =
        new Scene(
            in.text("code", SCENE),
            in.said("name"),
            in.texts("fields", FIELD, 0, 60),
            in.flag("offline"),
            in.has("sensitive") && in.flag("sensitive"));
    in.noOthers();
    return scene;
  }

  private static Optional<LayoutSource> layout(FormReader in) {
    JsonNode layout = in.tree("layout");
    if (layout.isObject()) {
      return Optional.of(new LayoutSource.Own(layout));
    }
    String name = in.has("layout") ? in.text("layout", LAYOUT) : "";
    return name.isEmpty() ? Optional.empty() : Optional.of(new LayoutSource.BuiltIn(name));
  }

  private enum Rule {
    FIXED,
    UNTIL_GIVEN,
    OPEN,
    BY_FIELD
  }

  private static Optional<Validity> validity(FormReader in, List<FieldProblem> problems) {
    int before = problems.size();
    Rule rule = in.choice("rule", Rule.class);
    if (problems.size() > before) {
      return Optional.empty();
    }
    Validity validity =
        switch (rule) {
          case FIXED -> new Validity.Fixed(period(in, "period"));
          case UNTIL_GIVEN ->
              new Validity.UntilGiven(
                  in.flag("required"),
                  in.has("atMost") ? Optional.of(period(in, "atMost")) : Optional.empty());
          case OPEN -> new Validity.Open();
          case BY_FIELD -> new Validity.ByField(in.text("field", FIELD));
        };
    in.noOthers();
    return problems.size() > before ? Optional.empty() : Optional.of(validity);
  }

  private static Period period(FormReader in, String name) {
    String text = in.text(name, ANY);
    if (text.isEmpty()) {
      return Period.ZERO;
    }
    try {
      Period period = Period.parse(text);
      if (!period.isNegative()
          && !period.isZero()
          && !ANY_DAY.plus(period).isAfter(ANY_DAY.plusYears(LONGEST_YEARS))) {
        return period;
      }
    } catch (DateTimeException | ArithmeticException noPeriod) {
      // Told below.
    }
    in.malformed(name);
    return Period.ZERO;
  }
}
