package org.liangzheng.api.catalogue;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a schema that cannot be made to run for long: whoever drafts a type may write one
 * that takes exponential time for some value, and whoever issues may send that value. Each look at
 * a character is counted; a value for which the count runs out does not match. The count depends on
 * the value alone, so that the same value is always answered the same way.
 */
final class BoundedPattern implements RegularExpression {
  /** Longer patterns are refused, characters. */
  static final int LONGEST = 1_000;

  /** Looks that any value may cost. */
  static final int LOOKS = 200_000;

  /** Looks that each character of a value adds: a portrait has 700 thousand. */
  static final int LOOKS_A_CHARACTER = 8;

  private final Pattern pattern;

  private BoundedPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * A pattern ready for use.
   *
   * @param text as ECMA 262 and Java both read it; it may match anywhere in a value
   * @throws PatternSyntaxException if it is no pattern, or longer than {@link #LONGEST}
   */
  static BoundedPattern of(String text) {
    if (text.length() > LONGEST) {
      throw new PatternSyntaxException("longer than " + LONGEST, "", -1);
    }
    return new BoundedPattern(Pattern.compile(endsAtTheEnd(text)));
  }

  /** To Java a dollar also stands before a last line break; in JSON Schema it does not. */
  private static String endsAtTheEnd(String text) {
    StringBuilder out = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '$' && !inClass) {
        out.append("\\z");
      } else {
        inClass = c == '[' || (inClass && c != ']');
        out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Counted(value)).find();
    } catch (LooksSpent spent) {
      return false;
    } catch (StackOverflowError deep) {
      // Groups that repeat are matched by recursion, a level for each time.
      return false;
    }
  }

  /** The count ran out; nothing is wrong with the program. */
  private static final class LooksSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LooksSpent() {
      super("a pattern took too many looks", null, false, false);
    }
  }

  /** A value that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String value;
    private long left;

    Counted(String value) {
      this.value = value;
      this.left = LOOKS + (long) LOOKS_A_CHARACTER * value.length();
    }

    @Override
    public int length() {
      return value.length();
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        throw new LooksSpent();
      }
      return value.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return value.substring(start, end);
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
