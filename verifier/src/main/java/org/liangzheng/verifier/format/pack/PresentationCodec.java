package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.Members;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members {@code presentation} and {@code sceneKeys} of a pack; the second needs the first. */
final class PresentationCodec {
  private static final String PRESENTATION = "presentation";
  private static final String SCENE_KEYS = "sceneKeys";
  private static final Pattern INSTANCE = Pattern.compile("[0-9a-f]{16}");

  private PresentationCodec() {}

  static void write(ObjectNode optional, PackPresentation presentation) {
    ObjectNode json = optional.putObject(PRESENTATION);
    json.put("instance", presentation.instance().toString());
    ArrayNode keys = json.putArray("keys");
    presentation.keys().forEach(key -> keys.add(Base64Url.encode(key.der().toByteArray())));
    if (presentation.sceneKeys().isEmpty()) {
      return;
    }
    ArrayNode sceneKeys = optional.putArray(SCENE_KEYS);
    for (SceneKey key : presentation.sceneKeys()) {
      ObjectNode one = sceneKeys.addObject();
      one.put("scene", key.scene());
      one.put("from", key.from().toString());
      one.put("until", key.until().toString());
      one.put("key", Base64Url.encode(key.key().toByteArray()));
    }
  }

  static Optional<PackPresentation> read(JsonNode optional) throws MalformedException {
    Members members = Members.of(optional);
    Optional<JsonNode> presentation = members.find(PRESENTATION);
    Optional<JsonNode> sceneKeys = members.find(SCENE_KEYS);
    if (presentation.isEmpty()) {
      if (sceneKeys.isPresent()) {
        throw new MalformedException("scene keys need the keys of presentation codes");
      }
      return Optional.empty();
    }
    Members json = Members.of(presentation.get());
    InstanceId instance = instance(json.text("instance"));
    List<Certificate> keys = new ArrayList<>();
    for (JsonNode key : json.items("keys")) {
      if (!key.isString()) {
        throw new MalformedException("a certificate is a string");
      }
      keys.add(Certificate.of(Base64Url.decode(key.stringValue())));
    }
    json.end();
    return Optional.of(
        new PackPresentation(instance, keys, sceneKeys.isEmpty() ? List.of() : sceneKeys(members)));
  }

  private static List<SceneKey> sceneKeys(Members members) throws MalformedException {
    List<JsonNode> items = members.items(SCENE_KEYS);
    if (items.isEmpty()) {
      throw new MalformedException("scene keys are left out where there are none");
    }
    List<SceneKey> keys = new ArrayList<>();
    for (JsonNode item : items) {
      Members one = Members.of(item);
      String scene = one.text("scene");
      Instant from = one.instant("from");
      Instant until = one.instant("until");
      ByteString key = one.bytes("key");
      one.end();
      keys.add(TrustListCodec.build(() -> new SceneKey(scene, from, until, key)));
    }
    return keys;
  }

  private static InstanceId instance(String hex) throws MalformedException {
    if (!INSTANCE.matcher(hex).matches()) {
      throw new MalformedException("an instance id is 16 lower-case hexadecimal digits");
    }
    return InstanceId.ofHex(hex);
  }
}
