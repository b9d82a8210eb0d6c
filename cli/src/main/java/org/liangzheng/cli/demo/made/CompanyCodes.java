package org.liangzheng.cli.demo.made;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Unified social credit codes (GB 32100-2015), each another one. Region code 990100 is not given to
 * any place. Both check characters are right: the ninth of the organisation code inside (GB
 * 11714-1997) and the eighteenth of the whole.
 */
final class CompanyCodes {
  private static final String REGISTERED_COMPANY_OF_990100 = "91990100";
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
  private static final int MODULUS = 11;

  private final RandomGenerator random;
  private final Set<String> given = new HashSet<>();

  CompanyCodes(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    String organisation;
    do {
      organisation = organisation();
    } while (!given.add(organisation));
    String first17 = REGISTERED_COMPANY_OF_990100 + organisation + check(organisation);
    return first17 + OrganizationId.checkCharacter(first17);
  }

  private String organisation() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < WEIGHTS.length; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** GB 11714-1997 4.2: 11 less the weighted sum modulo 11; ten is X, eleven is 0. */
  static char check(String first8) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * Character.digit(first8.charAt(i), Character.MAX_RADIX);
    }
    int check = MODULUS - sum % MODULUS;
    return switch (check) {
      case 10 -> 'X';
      case 11 -> '0';
      default -> (char) ('0' + check);
    };
  }
}
