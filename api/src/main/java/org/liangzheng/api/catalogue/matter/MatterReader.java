package org.liangzheng.api.catalogue.matter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.CatalogueProblem;
import org.liangzheng.api.catalogue.FormReader;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import tools.jackson.databind.JsonNode;

/** Reads the JSON form of a matter and tells all that is wrong with the form. */
final class MatterReader {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final Pattern ANY = Pattern.compile("\\P{Cc}{1,120}");
  private static final int MOST_DAYS = 3660;
  private static final int MOST_YEARS = 150;

  /** Stands where a definition names nobody; such a definition has problems and goes nowhere. */
  private static final OrganizationId NOBODY = new OrganizationId(nobody());

  private final List<FieldProblem> problems = new ArrayList<>();

  private MatterReader() {}

  /**
   * What was read.
   *
   * @param matter parts that are not in their form are left out of it
   * @param problems pointers into the definition
   */
  record Read(Matter matter, List<FieldProblem> problems) {}

  /** The matter that a published definition describes. */
  static Matter published(JsonNode definition, int version) {
    Read read = read(definition, version);
    if (!read.problems().isEmpty()) {
      throw new IllegalStateException("not a matter: " + read.problems().getFirst().pointer());
    }
    return read.matter();
  }

  static Read read(JsonNode definition, int version) {
    MatterReader reader = new MatterReader();
    return new Read(reader.matter(definition, version), List.copyOf(reader.problems));
  }

  private Matter matter(JsonNode definition, int version) {
    FormReader in = FormReader.of(definition, "", problems);
    String code = in.text("code", CODE);
    Said name = in.said("name");
    Said purpose = in.said("purpose");
    Optional<OrganizationId> owner = authority(in.text("owner", ANY), "/owner");
    List<OrganizationId> authorities = authorities(in, "authorities", "/authorities", 1);
    List<Matter.Role> roles = in.objects("roles", 1, 10, MatterReader::role);
    List<Matter.Material> materials = new ArrayList<>();
    JsonNode list = in.tree("materials");
    if (list.isArray() && !list.isEmpty() && list.size() <= 40) {
      for (int i = 0; i < list.size(); i++) {
        materials.add(material(list.get(i), "/materials/" + i, authorities, roles));
      }
    } else if (!list.isMissingNode()) {
      in.malformed("materials");
    }
    List<LicenceTypeCode> produces = new ArrayList<>();
    List<String> types = in.texts("produces", ANY, 0, 10);
    for (int i = 0; i < types.size(); i++) {
      type(types.get(i), "/produces/" + i).ifPresent(produces::add);
    }
    in.noOthers();
    once(roles.stream().map(Matter.Role::code).toList(), "/roles");
    once(materials.stream().map(Matter.Material::code).toList(), "/materials");
    return new Matter(
        code,
        version,
        name,
        purpose,
        owner.orElse(authorities.isEmpty() ? NOBODY : authorities.getFirst()),
        authorities,
        roles,
        materials,
        produces);
  }

  private static String nobody() {
    String first17 = "11100000000000000";
    return first17 + OrganizationId.checkCharacter(first17);
  }

  private static Matter.Role role(FormReader in) {
    Matter.Role role = new Matter.Role(in.text("code", CODE), in.said("name"));
    in.noOthers();
    return role;
  }

  private Matter.Material material(
      JsonNode node, String at, List<OrganizationId> authorities, List<Matter.Role> roles) {
    FormReader in = FormReader.of(node, at, problems);
    String code = in.text("code", CODE);
    Said name = in.said("name");
    String role = in.text("role", CODE);
    if (!role.isEmpty() && roles.stream().noneMatch(one -> one.code().equals(role))) {
      in.wrong("role", MatterProblem.MATTER_ROLE_UNKNOWN);
    }
    Matter.Need need = in.choice("need", Matter.Need.class);
    Basis basis = in.choice("basis", Basis.class);
    @Nullable Said statute = in.has("statute") ? in.said("statute") : null;
    if ((statute != null) != (basis == Basis.STATUTORY)) {
      in.wrong("statute", MatterProblem.MATTER_STATUTE_WRONG);
    }
    List<OrganizationId> fetchers = authorities(in, "fetchers", at + "/fetchers", 1);
    if (!authorities.containsAll(fetchers)) {
      in.wrong("fetchers", MatterProblem.MATTER_AUTHORITY_OUTSIDE);
    }
    List<Matter.Option> options = new ArrayList<>();
    JsonNode list = in.tree("options");
    if (list.isArray() && !list.isEmpty() && list.size() <= 10) {
      for (int i = 0; i < list.size(); i++) {
        option(list.get(i), at + "/options/" + i).ifPresent(options::add);
      }
    } else if (!list.isMissingNode()) {
      in.malformed("options");
    }
    in.noOthers();
    once(options.stream().map(option -> option.type().value()).toList(), at + "/options");
    return new Matter.Material(code, name, role, need, basis, statute, fetchers, options);
  }

  private Optional<Matter.Option> option(JsonNode node, String at) {
    FormReader in = FormReader.of(node, at, problems);
    Optional<LicenceTypeCode> type = type(in.text("type", ANY), at + "/type");
    List<Form> forms = new ArrayList<>();
    List<String> words = in.texts("forms", ANY, 1, 4);
    for (int i = 0; i < words.size(); i++) {
      form(words.get(i), at + "/forms/" + i).ifPresent(forms::add);
    }
    List<String> fields = in.has("fields") ? in.texts("fields", FIELD, 1, 40) : List.of();
    List<Matter.Question> questions =
        in.has("questions") ? in.objects("questions", 1, 20, this::question) : List.of();
    Set<Form> allowed = forms.isEmpty() ? EnumSet.noneOf(Form.class) : EnumSet.copyOf(forms);
    if (allowed.contains(Form.FIELDS) == fields.isEmpty()
        || allowed.contains(Form.ANSWER) == questions.isEmpty()) {
      in.wrong("forms", MatterProblem.MATTER_FORM_EMPTY);
    }
    int fresh = in.has("freshDays") ? number(in, "freshDays", MOST_DAYS) : 0;
    in.noOthers();
    once(questions.stream().map(Matter.Question::code).toList(), at + "/questions");
    return type.map(code -> new Matter.Option(code, forms, fields, questions, fresh));
  }

  private Matter.Question question(FormReader in) {
    String code = in.text("code", CODE);
    Said name = in.said("name");
    Matter.Test test = in.choice("test", Matter.Test.class);
    String field = in.has("field") ? in.text("field", FIELD) : "";
    List<String> values = in.has("values") ? in.texts("values", ANY, 1, 40) : List.of();
    int years = in.has("years") ? number(in, "years", MOST_YEARS) : 0;
    boolean right =
        switch (test) {
          case IN_FORCE -> field.isEmpty() && values.isEmpty() && years == 0;
          case ONE_OF, CONTAINS -> !field.isEmpty() && !values.isEmpty() && years == 0;
          case YEARS_AGO -> !field.isEmpty() && values.isEmpty() && years > 0;
        };
    if (!right) {
      in.wrong("test", MatterProblem.MATTER_QUESTION_WRONG);
    }
    in.noOthers();
    return new Matter.Question(code, name, test, field, values, years);
  }

  private static int number(FormReader in, String name, int most) {
    JsonNode value = in.tree(name);
    if (!value.isIntegralNumber() || value.longValue() < 1 || value.longValue() > most) {
      in.malformed(name);
      return 0;
    }
    return value.intValue();
  }

  private Optional<Form> form(String word, String at) {
    for (Form form : Form.values()) {
      if (form.name().equals(word)) {
        return Optional.of(form);
      }
    }
    problems.add(
        FieldProblem.at(at, CatalogueProblem.NOT_OF_THE_LIST, "FIELDS, ANSWER, ORIGINAL, COPY"));
    return Optional.empty();
  }

  private List<OrganizationId> authorities(FormReader in, String name, String at, int least) {
    List<OrganizationId> read = new ArrayList<>();
    List<String> codes = in.texts(name, ANY, least, 20);
    for (int i = 0; i < codes.size(); i++) {
      authority(codes.get(i), at + "/" + i).ifPresent(read::add);
    }
    return read;
  }

  private Optional<OrganizationId> authority(String code, String at) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    if (!OrganizationId.isValid(code)) {
      problems.add(FieldProblem.at(at, CatalogueProblem.AUTHORITY_CODE_WRONG));
      return Optional.empty();
    }
    return Optional.of(new OrganizationId(code));
  }

  private Optional<LicenceTypeCode> type(String code, String at) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LicenceTypeCode.parse(code));
    } catch (MalformedException wrong) {
      problems.add(FieldProblem.at(at, CatalogueProblem.TYPE_CODE_WRONG));
      return Optional.empty();
    }
  }

  private void once(List<String> codes, String at) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < codes.size(); i++) {
      if (!codes.get(i).isEmpty() && !seen.add(codes.get(i))) {
        problems.add(FieldProblem.at(at + "/" + i, CatalogueProblem.NAME_TWICE));
      }
    }
  }

  /** The code of a definition that may be wrong otherwise. */
  static Optional<String> code(JsonNode definition) {
    String code = definition.path("code").asString("");
    return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }
}
