package org.liangzheng.signer.layout;

import java.util.List;

/**
 * A layout as it was written. {@link CompiledLayout} makes it ready for use.
 *
 * @param name lower-kebab
 * @param fonts what text styles refer to
 */
public record Layout(String name, List<FontChain> fonts, List<Page> pages) {
  /** Version of the JSON form. */
  public static final int VERSION = 1;

  public Layout {
    fonts = List.copyOf(fonts);
    pages = List.copyOf(pages);
  }

  /**
   * Fonts for one purpose. The first has to be there; the others serve characters that those before
   * them lack, and are passed over where the machine does not have them.
   *
   * @param fonts PostScript names
   */
  public record FontChain(String id, List<String> fonts) {
    public FontChain {
      fonts = List.copyOf(fonts);
    }
  }

  /**
   * One page.
   *
   * @param width millimetres
   * @param height millimetres
   */
  public record Page(double width, double height, List<LayoutItem> items) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
