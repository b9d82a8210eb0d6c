package org.liangzheng.hsm.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pkcs11.ForeignKey;
import org.liangzheng.hsm.pkcs11.Sm2Numbers;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.sdf.FixedKey;
import org.liangzheng.hsm.sdf.SdfBinding;
import org.liangzheng.hsm.sdf.SdfEdition;
import org.liangzheng.hsm.sdf.SdfEnvelope;
import org.liangzheng.hsm.sdf.SdfIndices;

/** The settings that differ by kind; their names and forms stand in {@code docs/hsm.md}. */
final class PlaceReader {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final Pattern NAMED_KEY = Pattern.compile("(.+)=([^=/]+)/([A-Za-z_-]+)");
  private static final Pattern INDEX_FILE = Pattern.compile("([0-9]{1,5})=(.+)");
  private static final int MAX_INDEX = 65_535;

  private final VaultProperties properties;

  PlaceReader(VaultProperties properties) {
    this.properties = properties;
  }

  VaultPlace read(VaultKind kind) {
    return switch (kind) {
      case SOFTWARE -> new VaultPlace.SoftwareFile(properties.path("file"));
      case PKCS11 -> tokens();
      case SDF -> devices();
    };
  }

  private VaultPlace tokens() {
    List<TokenName> tokens =
        properties.list("tokens", text -> checked("tokens", () -> TokenName.parse(text)));
    if (tokens.isEmpty()) {
      throw properties.refused("tokens", "it names at least one token, by label or serial:…");
    }
    return new VaultPlace.Pkcs11Tokens(
        properties.requiredPath("module"),
        tokens,
        properties.list("foreign-keys", this::foreignKey),
        sm2(),
        properties.choice("wrapping", WrappingScheme.class),
        rest(),
        attempts(3));
  }

  private ForeignKey foreignKey(String text) {
    Matcher named = named("foreign-keys", text, "id:01=market-seal/licence-seal");
    return checked(
        "foreign-keys",
        () ->
            new ForeignKey(
                ForeignKey.Match.parse(named.group(1)),
                named.group(2),
                purpose("foreign-keys", named.group(3))));
  }

  /** A vendor by name, or its numbers one by one; neither: no SM2. */
  private Optional<Sm2Numbers> sm2() {
    Optional<String> vendor = properties.text("sm2");
    Optional<Long> keyType = properties.unsigned("sm2-key-type");
    Optional<Long> generation = properties.unsigned("sm2-generation");
    Optional<Long> signature = properties.unsigned("sm2-signature");
    Optional<Sm2Numbers.Form> form = properties.choice("sm2-form", Sm2Numbers.Form.class);
    if (vendor.isPresent()) {
      return switch (vendor.get()) {
        case "sansec" -> Optional.of(Sm2Numbers.SANSEC);
        case "tass" -> Optional.of(Sm2Numbers.TASS);
        case "none" -> Optional.empty();
        default -> throw properties.refused("sm2", "it is sansec, tass or none");
      };
    }
    if (keyType.isEmpty() && generation.isEmpty() && signature.isEmpty() && form.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sm2Numbers(
            keyType.orElseThrow(() -> all("sm2-key-type")),
            generation.orElseThrow(() -> all("sm2-generation")),
            signature.orElseThrow(() -> all("sm2-signature")),
            form.orElseThrow(() -> all("sm2-form"))));
  }

  private SettingRefused all(String name) {
    return properties.refused(
        name, "sm2-key-type, sm2-generation, sm2-signature and sm2-form are given together");
  }

  private VaultPlace devices() {
    List<Path> libraries =
        properties.list("libraries", text -> checked("libraries", () -> Path.of(text)));
    if (libraries.isEmpty()) {
      throw properties.refused("libraries", "it names at least one library");
    }
    return new VaultPlace.SdfDevices(
        libraries,
        checked(
            "array-length", () -> new SdfBinding(edition(), properties.number("array-length", 64))),
        indices(),
        properties.choice("envelope", SdfEnvelope.class).orElse(SdfEnvelope.SOFTWARE),
        properties.path("key-table"),
        rest(),
        attempts(4));
  }

  private SdfEdition edition() {
    return switch (properties.number("edition", 2012)) {
      case 2012 -> SdfEdition.GMT_0018_2012;
      case 2023 -> SdfEdition.GMT_0018_2023;
      default -> throw properties.refused("edition", "it is 2012 or 2023");
    };
  }

  private SdfIndices indices() {
    NavigableSet<Integer> signing = range("signing-indices");
    NavigableSet<Integer> wrapping = range("wrapping-indices");
    List<FixedKey> fixed = properties.list("fixed-keys", this::fixedKey);
    Map<Integer, Path> pinFiles = new HashMap<>();
    properties.list(
        "index-pin-files",
        text -> {
          Matcher matcher = INDEX_FILE.matcher(text);
          if (!matcher.matches()) {
            throw properties.refused("index-pin-files", "it is a list of index=file");
          }
          return pinFiles.put(Integer.valueOf(matcher.group(1)), Path.of(matcher.group(2)));
        });
    return checked(
        "signing-indices, wrapping-indices, fixed-keys",
        () -> new SdfIndices(signing, wrapping, fixed, pinFiles));
  }

  private FixedKey fixedKey(String text) {
    Matcher named = named("fixed-keys", text, "7=market-seal/licence-seal");
    return checked(
        "fixed-keys",
        () ->
            new FixedKey(
                Integer.parseInt(named.group(1)),
                named.group(2),
                purpose("fixed-keys", named.group(3))));
  }

  /** {@code 1-20, 25}. */
  private NavigableSet<Integer> range(String name) {
    NavigableSet<Integer> indices = new TreeSet<>();
    properties
        .list(
            name,
            text -> {
              Matcher matcher = RANGE.matcher(text);
              if (!matcher.matches()) {
                throw properties.refused(name, "it is a list of indices and ranges: 1-20, 25");
              }
              int from = Integer.parseInt(matcher.group(1));
              int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
              if (from > to || to > MAX_INDEX) {
                throw properties.refused(name, "a range rises, and ends at 65535 at most");
              }
              return IntStream.rangeClosed(from, to);
            })
        .forEach(range -> range.forEach(indices::add));
    return indices;
  }

  private DeviceRota.Rest rest() {
    return checked(
        "rest-first, rest-longest",
        () ->
            new DeviceRota.Rest(
                properties.duration("rest-first", DeviceRota.Rest.DEFAULT.first()),
                properties.duration("rest-longest", DeviceRota.Rest.DEFAULT.longest())));
  }

  private int attempts(int otherwise) {
    int attempts = properties.number("max-attempts", otherwise);
    return checked(
        "max-attempts",
        () -> {
          SigningGuard.requireAttempts(attempts);
          return attempts;
        });
  }

  private Matcher named(String name, String text, String example) {
    Matcher matcher = NAMED_KEY.matcher(text);
    if (!matcher.matches()) {
      throw properties.refused(name, "its elements are written like " + example);
    }
    return matcher;
  }

  private KeyPurpose purpose(String name, String text) {
    return properties.constant(name, text, KeyPurpose.class);
  }

  /** What a value class refuses; its texts name what they want and quote nothing secret. */
  private <T> T checked(String name, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException refused) {
      throw properties.refused(name, String.valueOf(refused.getMessage()));
    }
  }
}
