package org.liangzheng.api.catalogue.matter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;

/**
 * One published version of a matter; its JSON form is docs/formats/matter.md.
 *
 * @param code also the cause of use (用证事由) of all that is fetched for it
 * @param version from 1; cases keep the version they were opened under
 * @param purpose what the holder reads
 * @param owner who keeps it
 * @param authorities who may open cases; several in a combined matter (一件事)
 * @param roles whose licences it is about
 * @param produces licence types that it ends with (结果证照)
 */
public record Matter(
    String code,
    int version,
    Said name,
    Said purpose,
    OrganizationId owner,
    List<OrganizationId> authorities,
    List<Role> roles,
    List<Material> materials,
    List<LicenceTypeCode> produces) {
  public Matter {
    authorities = List.copyOf(authorities);
    roles = List.copyOf(roles);
    materials = List.copyOf(materials);
    produces = List.copyOf(produces);
  }

  /** A material by its code. */
  public Optional<Material> material(String material) {
    return materials.stream().filter(one -> one.code().equals(material)).findFirst();
  }

  /** Whether an authority may open cases of it. */
  public boolean isFor(OrganizationId authority) {
    return authorities.contains(authority);
  }

  /** Somebody whom the matter is about, for instance the applicant, the child, a parent. */
  public record Role(String code, Said name) {}

  /** How many of the options it takes. */
  public enum Need {
    ANY,
    ALL
  }

  /**
   * Something that an applicant would have to submit.
   *
   * @param role whose licence it is
   * @param statute where the statutory basis stands; there if, and only if, the basis is statutory
   * @param fetchers of the matter's authorities, those who get it
   */
  public record Material(
      String code,
      Said name,
      String role,
      Need need,
      Basis basis,
      @Nullable Said statute,
      List<OrganizationId> fetchers,
      List<Option> options) {
    public Material {
      fetchers = List.copyOf(fetchers);
      options = List.copyOf(options);
    }
  }

  /**
   * A licence type that satisfies a material, or a part of it.
   *
   * @param forms how it may be had
   * @param fields which are enough; for the form {@code FIELDS}
   * @param questions which are enough; for the form {@code ANSWER}
   * @param freshDays legal days that may have passed since its version was issued; 0 for any
   */
  public record Option(
      LicenceTypeCode type,
      List<Form> forms,
      List<String> fields,
      List<Question> questions,
      int freshDays) {
    public Option {
      forms = List.copyOf(forms);
      fields = List.copyOf(fields);
      questions = List.copyOf(questions);
    }
  }

  /** What a yes/no answer is made of. */
  public enum Test {
    /** The licence is in force; always yes where there is one to ask. */
    IN_FORCE,
    /** A field is one of the values. */
    ONE_OF,
    /** A field has one of the values in it. */
    CONTAINS,
    /** A field, a date, is at least so many years ago. */
    YEARS_AGO
  }

  /**
   * A question with yes or no for an answer.
   *
   * @param field of the licence; empty for {@code IN_FORCE}
   * @param values for {@code ONE_OF} and {@code CONTAINS}
   * @param years for {@code YEARS_AGO}
   */
  public record Question(
      String code, Said name, Test test, String field, List<String> values, int years) {
    public Question {
      values = List.copyOf(values);
    }
  }
}
