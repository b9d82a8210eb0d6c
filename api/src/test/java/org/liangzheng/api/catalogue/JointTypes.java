package org.liangzheng.api.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Licence types that several authorities seal, with a face that has room for their seals. */
public final class JointTypes {
  /** Role of the second seal's place. */
  public static final String SECOND = "co-issuer";

  private JointTypes() {}

  /** The test type, issued by the market regulator, with a second seal. */
  public static ObjectNode valid(OrganizationId second) {
    return joint(TestTypes.valid(), second);
  }

  private static ObjectNode joint(ObjectNode definition, OrganizationId second) {
    definition.set("layout", layout());
    ((ArrayNode) definition.get("seals")).addObject().put("role", SECOND).put("by", second.value());
    return definition;
  }

  /** The certificate with a second place. */
  public static ObjectNode layout() {
    try (InputStream in = BuiltInLayout.class.getResourceAsStream("certificate.json")) {
      ObjectNode layout =
          TestTypes.json(
              new String(
                  Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8));
      place(layout, SECOND, 66);
      return layout;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One more place for a seal. */
  public static void place(ObjectNode layout, String role, int x) {
    ((ArrayNode) layout.at("/pages/0/items"))
        .addObject()
        .put("kind", "seal")
        .put("name", role + "-seal")
        .put("role", role)
        .putArray("box")
        .add(x)
        .add(213)
        .add(46)
        .add(46);
  }

  /** Publishes it without the two people this takes outside of tests. */
  public static ObjectNode published(
      ApplicationContext context, OrganizationId second, Consumer<ObjectNode> change) {
    return TestTypes.published(
        context,
        definition -> {
          joint(definition, second);
          change.accept(definition);
        });
  }
}
