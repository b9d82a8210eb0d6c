package org.liangzheng.api.catalogue.matter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CatalogueProblem;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells all that is wrong with the definition of a matter, held against the licence types. */
@Component
class MatterCheck {
  private final Catalogue catalogue;
  private final Authorities authorities;

  MatterCheck(Catalogue catalogue, Authorities authorities) {
    this.catalogue = catalogue;
    this.authorities = authorities;
  }

  List<FieldProblem> check(JsonNode definition) {
    MatterReader.Read read = MatterReader.read(definition, 1);
    List<FieldProblem> problems = new ArrayList<>(read.problems());
    if (problems.isEmpty()) {
      check(read.matter(), problems);
    }
    return problems;
  }

  private void check(Matter matter, List<FieldProblem> problems) {
    for (int i = 0; i < matter.authorities().size(); i++) {
      if (authorities.find(matter.authorities().get(i)).isEmpty()) {
        problems.add(FieldProblem.at("/authorities/" + i, CatalogueProblem.AUTHORITY_UNKNOWN));
      }
    }
    if (authorities.find(matter.owner()).isEmpty()) {
      problems.add(FieldProblem.at("/owner", CatalogueProblem.AUTHORITY_UNKNOWN));
    }
    for (int i = 0; i < matter.produces().size(); i++) {
      Optional<LicenceType> type =
          catalogue.current(matter.produces().get(i)).map(CompiledType::type);
      if (type.isEmpty()) {
        problems.add(FieldProblem.at("/produces/" + i, MatterProblem.MATTER_TYPE_UNKNOWN));
      } else if (matter.authorities().stream().noneMatch(type.get()::mayIssue)) {
        problems.add(FieldProblem.at("/produces/" + i, MatterProblem.MATTER_RESULT_NOT_ISSUED));
      }
    }
    for (int i = 0; i < matter.materials().size(); i++) {
      List<Matter.Option> options = matter.materials().get(i).options();
      for (int j = 0; j < options.size(); j++) {
        check(options.get(j), "/materials/" + i + "/options/" + j, problems);
      }
    }
  }

  private void check(Matter.Option option, String at, List<FieldProblem> problems) {
    Optional<LicenceType> found = catalogue.current(option.type()).map(CompiledType::type);
    if (found.isEmpty()) {
      problems.add(FieldProblem.at(at + "/type", MatterProblem.MATTER_TYPE_UNKNOWN));
      return;
    }
    LicenceType type = found.get();
    for (int i = 0; i < option.fields().size(); i++) {
      if (!has(type, option.fields().get(i))) {
        problems.add(FieldProblem.at(at + "/fields/" + i, MatterProblem.MATTER_FIELD_UNKNOWN));
      }
    }
    for (int i = 0; i < option.questions().size(); i++) {
      String field = option.questions().get(i).field();
      if (!field.isEmpty() && !has(type, field)) {
        problems.add(
            FieldProblem.at(at + "/questions/" + i + "/field", MatterProblem.MATTER_FIELD_UNKNOWN));
      }
    }
    if (option.forms().contains(Form.COPY) && !type.annotatedCopies()) {
      problems.add(FieldProblem.at(at + "/forms", MatterProblem.MATTER_COPY_NOT_ALLOWED));
    }
  }

  private static boolean has(LicenceType type, String field) {
    return type.fields().stream().anyMatch(one -> one.name().equals(field));
  }
}
