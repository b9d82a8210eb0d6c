package org.liangzheng.signer.seal.picture;

import java.util.Optional;

/** What a seal shows. Lengths in millimetres. */
public sealed interface SealDesign {
  /**
   * A round seal: ring, five-pointed star, the name along the ring.
   *
   * @param name of the organisation, 2 to 48 characters, set evenly around the star
   * @param line below the star, for example 业务专用章, at most 12 characters
   * @param code along the ring at the bottom, for example the seal's number: at most 18 letters and
   *     digits
   * @param diameter 30 to 60; government bodies mostly have 42, companies 40
   */
  record Organization(String name, Optional<String> line, Optional<String> code, int diameter)
      implements SealDesign {}

  /**
   * A square seal with a person's name in columns, to be read from the right.
   *
   * @param name 2 to 4 characters
   * @param side 10 to 30; mostly 18 or 20
   */
  record PersonalName(String name, int side) implements SealDesign {}
}
