package org.liangzheng.cli.demo.made;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.verifier.format.licence.OrganizationId;

class CompaniesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  /** D2143569-X is the example of GB 11714-1997. */
  @Test
  void organisationCodesHaveTheCheckCharacterOfTheStandard() {
    assertThat(CompanyCodes.check("D2143569")).isEqualTo('X');
  }

  @Test
  void companiesAreAllDifferentAndTheirCodesRight() {
    List<Company> companies = new Companies(1, TODAY).next(3_000);
    assertThat(companies.stream().map(Company::code).distinct()).hasSize(3_000);
    assertThat(companies)
        .allSatisfy(one -> {
          assertThat(OrganizationId.isValid(one.code())).isTrue();
          assertThat(CompanyCodes.check(one.code().substring(8, 16)))
              .isEqualTo(one.code().charAt(16));
          assertThat(one.establishedOn()).isBefore(TODAY);
          one.validUntil().ifPresent(end -> assertThat(end).isAfter(TODAY));
        });
    assertThat(companies.stream().filter(Company::rare)).hasSize(150);
    assertThat(companies.stream().map(one -> one.representative().codePointAt(2)))
        .as("characters beyond the first plane too")
        .anyMatch(point -> point > 0xffff);
  }

  @Test
  void aSeedGivesTheSameAgainAndAnotherSeedOthers() {
    assertThat(new Companies(7, TODAY).next(50)).isEqualTo(new Companies(7, TODAY).next(50));
    assertThat(new Companies(8, TODAY).next(1)).isNotEqualTo(new Companies(7, TODAY).next(1));
  }
}
