package org.liangzheng.api.catalogue;

import tools.jackson.databind.JsonNode;

/** Where a licence type's layout comes from. */
public sealed interface LayoutSource {
  /** One that comes with the program, by its name. */
  record BuiltIn(String name) implements LayoutSource {}

  /** One that is part of the type's version, in the form of docs/formats/layout.md. */
  record Own(JsonNode json) implements LayoutSource {}
}
