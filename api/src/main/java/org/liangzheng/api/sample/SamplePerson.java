package org.liangzheng.api.sample;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.PersonId;

/**
 * Invented people of 亮城市: of three departments, and one citizen. Region code 990100 is not given to
 * any place, so nobody has these numbers. The first two of each department are its administrators.
 */
enum SamplePerson {
  FIRST("示例甲", "jia", "99010019800101001", SampleDepartment.MARKET),
  SECOND("示例乙", "yi", "99010019810202002", SampleDepartment.MARKET),
  THIRD("示例丙", "bing", "99010019820303003", SampleDepartment.MARKET),
  FOURTH("示例辛", "xin", "99010019830424004", SampleDepartment.PUBLIC_SECURITY),
  FIFTH("示例戊", "wu", "99010019840505005", SampleDepartment.PUBLIC_SECURITY),
  SIXTH("示例己", "ji", "99010019850606006", SampleDepartment.DATA),
  SEVENTH("示例庚", "geng", "99010019860707007", SampleDepartment.DATA),
  /** A citizen: works for nobody here, and holds licences ({@link SampleLicences}). */
  CITIZEN("示例丁", "ding", "99010019900404004", null);

  private final String displayName;
  private final String signInName;
  private final String first17;
  private final @Nullable SampleDepartment department;

  SamplePerson(
      String displayName,
      String signInName,
      String first17,
      @Nullable SampleDepartment department) {
    this.department = department;
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

  /** For whom they work; none: for nobody here, they only hold licences. */
  Optional<SampleDepartment> department() {
    return Optional.ofNullable(department);
  }

  /** What two administrators grant. */
  List<Role> roles() {
    return switch (this) {
      case FIRST, SECOND -> List.of(Role.SEAL_KEEPER, Role.CATALOGUE_MANAGER);
      case THIRD -> List.of(Role.LICENCE_OFFICER, Role.AUDITOR);
      case FOURTH -> List.of(Role.SEAL_KEEPER, Role.LICENCE_OFFICER);
      case FIFTH -> List.of(Role.SEAL_KEEPER);
      case SIXTH -> List.of(Role.AUDITOR);
      case SEVENTH, CITIZEN -> List.of();
    };
  }
}
