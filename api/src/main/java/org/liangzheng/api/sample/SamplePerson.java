package org.liangzheng.api.sample;

import java.util.List;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.PersonId;

/**
 * Invented people of 亮城市; the first three work for its market regulator. Region code 990100 is not
 * given to any place, so nobody has these numbers.
 */
enum SamplePerson {
  FIRST("示例甲", "jia", "99010019800101001"),
  SECOND("示例乙", "yi", "99010019810202002"),
  THIRD("示例丙", "bing", "99010019820303003"),
  /** A citizen: works for nobody here, and holds licences ({@link SampleLicences}). */
  CITIZEN("示例丁", "ding", "99010019900404004");

  private final String displayName;
  private final String signInName;
  private final String first17;

  SamplePerson(String displayName, String signInName, String first17) {
    this.displayName = displayName;
    this.signInName = signInName;
    this.first17 = first17;
  }

  String displayName() {
    return displayName;
  }

  String signInName() {
    return signInName + "@sample";
  }

  PersonId code() {
    return new PersonId(first17 + PersonId.checkCharacter(first17));
  }

  /** What two administrators grant; the first two are the administrators. */
  List<Role> roles() {
    return switch (this) {
      case FIRST, SECOND -> List.of(Role.SEAL_KEEPER, Role.CATALOGUE_MANAGER);
      case THIRD -> List.of(Role.LICENCE_OFFICER, Role.AUDITOR);
      case CITIZEN -> List.of();
    };
  }
}
