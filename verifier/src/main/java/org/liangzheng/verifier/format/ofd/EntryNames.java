package org.liangzheng.verifier.format.ofd;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of a package's entries as the most forgiving file system sees them: without regard to case
 * and to the spelling of composed characters, and with every folder on the way.
 */
final class EntryNames {
  private final Set<String> files = new HashSet<>();

  /** Folders with an entry of their own. */
  private final Set<String> written = new HashSet<>();

  /** Those, and all that stand on the way to something. */
  private final Set<String> folders = new HashSet<>();

  /** Whether the name stands apart from all before it. A folder's name ends with a slash. */
  boolean add(String name) {
    String folded = fold(name);
    String own = folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded;
    if (own.length() < folded.length()) {
      if (files.contains(own) || !written.add(own)) {
        return false;
      }
      folders.add(own);
    } else if (folders.contains(own) || !files.add(own)) {
      return false;
    }
    for (int slash = own.lastIndexOf('/'); slash > 0; slash = own.lastIndexOf('/', slash - 1)) {
      String above = own.substring(0, slash);
      if (files.contains(above)) {
        return false;
      }
      if (!folders.add(above)) {
        return true;
      }
    }
    return true;
  }

  /** One spelling for all names that such a file system takes for one. */
  static String fold(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      }
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether a name is a relative path that leaves no reader a choice. */
  static boolean isSafe(String name) {
    // A folder's name ends with a slash; all other segments have a name of their own.
    int end = name.endsWith("/") ? name.length() - 1 : name.length();
    int segment = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || name.charAt(i) == '/') {
        int length = i - segment;
        boolean dots =
            (length == 1 && name.charAt(segment) == '.')
                || (length == 2 && name.startsWith("..", segment));
        if (length == 0 || dots) {
          return false;
        }
        segment = i + 1;
      } else {
        char c = name.charAt(i);
        if (c == '\\' || c == ':' || Character.isISOControl(c)) {
          return false;
        }
      }
    }
    return true;
  }
}
