package org.liangzheng.testkit.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Arrows of the house: {@code api → signer → {verifier, hsm-adapter}}, {@code api → verifier},
 * {@code cli → {signer, hsm-adapter}}, {@code api.custody → hsm-adapter}, {@code hsm-adapter →
 * verifier.crypto}. Each module's tests hold its own classes against all of them.
 */
public final class HouseRules {
  private static final String HOUSE = "org.liangzheng";
  private static final String VERIFIER = HOUSE + ".verifier..";
  private static final String CRYPTO = HOUSE + ".verifier.crypto..";
  private static final String HSM = HOUSE + ".hsm..";
  private static final String SIGNER = HOUSE + ".signer..";
  private static final String CLI = HOUSE + ".cli..";
  private static final String API = HOUSE + ".api..";
  private static final String CUSTODY = HOUSE + ".api.custody..";
  private static final String TESTKIT = HOUSE + ".testkit..";
  private static final String BENCH = HOUSE + ".bench..";

  private HouseRules() {}

  /** All rules. */
  public static List<ArchRule> all() {
    return List.of(
        noClasses()
            .that()
            .resideInAPackage(VERIFIER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HSM, SIGNER, CLI, API, TESTKIT, BENCH)
            .as("verifier depends on no other module"),
        noClasses()
            .that()
            .resideInAPackage(HSM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                HOUSE + ".verifier",
                HOUSE + ".verifier.format..",
                HOUSE + ".verifier.check..",
                HOUSE + ".verifier.report..",
                SIGNER,
                CLI,
                API,
                TESTKIT,
                BENCH)
            .as("hsm-adapter knows verifier.crypto (" + CRYPTO + ") only"),
        noClasses()
            .that()
            .resideInAPackage(SIGNER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, API, TESTKIT, BENCH)
            .as("signer knows verifier and hsm-adapter only"),
        noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API, TESTKIT, BENCH)
            .as("cli knows the libraries only"),
        noClasses()
            .that()
            .resideInAPackage(API)
            .and()
            .resideOutsideOfPackage(CUSTODY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HSM)
            .as("in the service, only custody knows vaults"),
        noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, TESTKIT, BENCH)
            .as("the service knows neither the command line nor tests"),
        noClasses()
            .that()
            .resideInAnyPackage(VERIFIER, SIGNER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework..",
                "jakarta..",
                "java.net..",
                "java.nio.file..",
                "java.sql..",
                "javax.sql..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter"
                    + "|RandomAccessFile)|java\\.time\\.Clock|java\\.lang\\.(ProcessBuilder|Runtime)")
            .as("verifier and signer have no framework, input or output, network or clock"),
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles());
  }

  /** The shipped classes of some packages, without test classes. */
  public static JavaClasses shipped(String... packages) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        // Fault injectors of the testkit live in the packages of what they break.
        .withImportOption(location -> !location.contains("/testkit/"))
        .importPackages(packages);
  }
}
