package org.liangzheng.verifier.format.ofd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Which parts of a package a reader may come to show. Deliberately generous: whatever an XML part
 * says, in an attribute or as text, that names another part counts as a way to it, relative to the
 * part, to its resource folder, or absolute, and as the most forgiving file system would find it. A
 * part that is not found here is one that nothing names.
 */
public final class Reach {
  private static final ByteString UTF_8_MARK = ByteString.ofHex("efbbbf");

  /** XML in UTF-16 and UTF-32 begins so (XML 1.0 appendix F.1); pictures and fonts do not. */
  private static final List<ByteString> OTHER_ENCODINGS =
      Stream.of("feff", "fffe", "003c00", "0000feff", "0000003c0000")
          .map(ByteString::ofHex)
          .toList();

  private final OfdPackage content;
  private final Map<String, String> folded = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private final Deque<String> toRead = new ArrayDeque<>();
  private final XmlBudget budget = new XmlBudget(XmlBudget.PACKAGE);

  private Reach(OfdPackage content) {
    this.content = content;
    content.paths().forEach(path -> folded.put(EntryNames.fold(path), path));
  }

  /**
   * Absolute paths of all parts that can be reached from a part, itself included.
   *
   * @return every path of the package if some part on the way cannot be read: nobody knows then
   *     what another reader makes of it
   */
  public static Set<String> from(OfdPackage content, String start) {
    Reach reach = new Reach(content);
    reach.found.add(start);
    reach.toRead.add(start);
    try {
      while (!reach.toRead.isEmpty()) {
        reach.follow(reach.toRead.remove());
      }
      return reach.found;
    } catch (OfdRefusedException unreadable) {
      return content.paths();
    }
  }

  private void follow(String path) throws OfdRefusedException {
    ByteString part = content.require(path);
    if (!isXml(part)) {
      return;
    }
    Named named = new Named();
    XmlScanner.scan(part, named, budget);
    List<String> bases = new ArrayList<>(List.of(path));
    for (String folder : named.folders) {
      resolve(path, folder + "/x").ifPresent(bases::add);
    }
    for (String location : named.locations) {
      for (String base : bases) {
        resolve(base, location)
            .map(target -> folded.get(EntryNames.fold(target)))
            .filter(found::add)
            .ifPresent(toRead::add);
      }
    }
  }

  private static Optional<String> resolve(String base, String location) {
    try {
      return Optional.of(OfdPaths.resolve(base, location));
    } catch (OfdRefusedException noPart) {
      return Optional.empty();
    }
  }

  /**
   * Whether a part is XML or may be taken for it: the first sign after white space is {@code <},
   * also in UTF-16 or UTF-32, which {@link XmlScanner} then refuses to read.
   */
  private static boolean isXml(ByteString part) {
    if (OTHER_ENCODINGS.stream().anyMatch(part::startsWith)) {
      return true;
    }
    for (int i = part.startsWith(UTF_8_MARK) ? UTF_8_MARK.size() : 0; i < part.size(); i++) {
      int b = part.at(i);
      if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
        return b == '<';
      }
    }
    return false;
  }

  /** Everything in a part that may be a location. */
  private static final class Named implements XmlScanner.Handler {
    private static final int MAX_LOCATION = 1_024;

    private final Set<String> locations = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void start(String name, String namespace, Map<String, String> attributes) {
      flush();
      attributes.forEach((attribute, value) -> {
        add(value);
        if (attribute.equals("BaseLoc") && name.equals("Res")) {
          folders.add(value);
        }
      });
    }

    @Override
    public void text(String more) {
      if (text.length() <= MAX_LOCATION) {
        text.append(more, 0, Math.min(more.length(), MAX_LOCATION + 1));
      }
    }

    @Override
    public void end() {
      flush();
    }

    private void flush() {
      add(text.toString().strip());
      text.setLength(0);
    }

    private void add(String value) {
      // Names of parts have a letter and no white space at their ends; most values are numbers.
      if (!value.isEmpty() && value.length() <= MAX_LOCATION && hasLetter(value)) {
        locations.add(value);
      }
    }

    private static boolean hasLetter(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (Character.isLetter(value.charAt(i))) {
          return true;
        }
      }
      return false;
    }
  }
}
