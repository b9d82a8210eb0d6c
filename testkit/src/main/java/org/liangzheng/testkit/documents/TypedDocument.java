package org.liangzheng.testkit.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of a document that a test types: commands ({@code sh}), each block followed by
 * what it prints ({@code text}), where an ellipsis stands for anything.
 *
 * @param name of the file
 * @param blocks in the order of the document
 */
public record TypedDocument(String name, List<Block> blocks) {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  public TypedDocument {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param commands as they stand in the document
   * @param output as it stands in the document; empty where nothing is shown
   */
  public record Block(String commands, String output) {

    /**
     * The first part of the shown output that the real one lacks, in its order; none: all there.
     */
    public Optional<String> missingIn(String printed) {
      int from = 0;
      for (String part : output.split("…|\n", -1)) {
        String text = part.strip();
        if (!text.isEmpty()) {
          int at = printed.indexOf(text, from);
          if (at < 0) {
            return Optional.of(text);
          }
          from = at + text.length();
        }
      }
      return Optional.empty();
    }
  }

  /** The document in a file. */
  public static TypedDocument read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    boolean open = false;
    Matcher fence = FENCE.matcher(Files.readString(file, UTF_8));
    while (fence.find()) {
      if (fence.group(1).equals("sh")) {
        blocks.add(new Block(fence.group(2), ""));
        open = true;
      } else if (fence.group(1).equals("text") && open) {
        blocks.add(new Block(blocks.removeLast().commands(), fence.group(2)));
        open = false;
      }
    }
    return new TypedDocument(file.getFileName().toString(), blocks);
  }

  /** Its blocks without the first ones. */
  public TypedDocument after(int first) {
    return new TypedDocument(name, blocks.subList(first, blocks.size()));
  }

  /** Its first blocks alone. */
  public TypedDocument until(int first) {
    return new TypedDocument(name, blocks.subList(0, first));
  }
}
