package org.liangzheng.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CompanyTest {
  @Test
  void companiesDifferAndTheirCodesAreValid() {
    // A wrong check character would be refused here.
    Company[] some = {Company.next(), Company.next(), Company.next()};
    assertThat(Arrays.stream(some).map(Company::code).distinct()).hasSize(3);
    for (Company one : some) {
      assertThat(one.facts(java.time.LocalDate.of(2026, 11, 2)).number()).isEqualTo(one.code());
    }
  }
}
