package org.liangzheng.hsm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.pool.PoolSettings;

/**
 * One vault as an operator describes it.
 *
 * @param name in key references
 * @param pinFile file with the PIN; none: the service's own PIN file
 * @param createIfAbsent make a missing key store or token, unless the database remembers its keys
 * @param uses what its keys may be for; empty: everything
 * @param pool sizes and waits
 * @param selfCheckRate share of signatures verified before they leave, 0.0 to 1.0
 * @param place where its keys are
 */
public record VaultDescription(
    String name,
    Optional<Path> pinFile,
    boolean createIfAbsent,
    Set<KeyPurpose> uses,
    PoolSettings pool,
    double selfCheckRate,
    VaultPlace place) {

  /** The setting that lists the vaults. */
  public static final String LIST = "liangzheng.custody.vaults";

  public VaultDescription {
    uses = uses.isEmpty() ? Set.of() : Set.copyOf(uses);
  }

  /** Whether keys of a purpose may be kept in it. */
  public boolean serves(KeyPurpose purpose) {
    return uses.isEmpty() || uses.contains(purpose);
  }

  /** The same with another number of threads. */
  public VaultDescription withThreads(int threads) {
    return new VaultDescription(
        name, pinFile, createIfAbsent, uses, pool.withThreads(threads), selfCheckRate, place);
  }

  /** A software vault with every setting at its default. */
  public static VaultDescription software(String name) {
    return read(name, Map.of("kind", "software", "name", name));
  }

  /**
   * Reads a vault's settings.
   *
   * @param path what stands before the names in failures, for instance {@code
   *     liangzheng.custody.vaults[0]}
   * @param settings names and values; elements of lists as {@code uses[0]}
   * @throws SettingRefused if one is missing, unknown or out of range
   */
  public static VaultDescription read(String path, Map<String, String> settings) {
    VaultProperties properties = new VaultProperties(path, settings);
    VaultKind kind =
        properties
            .choice("kind", VaultKind.class)
            .orElseThrow(() -> properties.refused("kind", "it is software, pkcs11 or sdf"));
    VaultDescription description =
        new VaultDescription(
            name(properties),
            properties.path("pin-file"),
            properties.flag("create-if-absent", false),
            uses(properties),
            pool(properties),
            properties.share("self-check-rate", 1.0),
            new PlaceReader(properties).read(kind));
    properties.requireAllRead();
    return description;
  }

  /** Reads the vaults of a list; failures as {@link #read}. */
  public static List<VaultDescription> readAll(List<Map<String, String>> vaults) {
    return IntStream.range(0, vaults.size())
        .mapToObj(i -> read(LIST + "[" + i + "]", vaults.get(i)))
        .toList();
  }

  private static String name(VaultProperties properties) {
    String name = properties.requiredText("name");
    try {
      return KeyReference.requireVaultName(name);
    } catch (IllegalArgumentException invalid) {
      throw properties.refused("name", String.valueOf(invalid.getMessage()));
    }
  }

  private static Set<KeyPurpose> uses(VaultProperties properties) {
    List<KeyPurpose> uses = properties.choices("uses", KeyPurpose.class);
    return uses.isEmpty() ? Set.of() : EnumSet.copyOf(uses);
  }

  private static PoolSettings pool(VaultProperties properties) {
    int threads = properties.number("threads", 4);
    int queue = properties.number("queue", 256);
    Duration queueWait = properties.duration("queue-wait", Duration.ofSeconds(2));
    Duration callTimeout = properties.duration("call-timeout", Duration.ofSeconds(5));
    int maxAbandoned = properties.number("max-abandoned", threads);
    try {
      return new PoolSettings(threads, queue, queueWait, callTimeout, maxAbandoned);
    } catch (IllegalArgumentException outOfRange) {
      // Its text begins with the name of the component.
      String reason = String.valueOf(outOfRange.getMessage());
      String component = reason.split(" ", 2)[0];
      throw properties.refused(
          component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), reason);
    }
  }
}
