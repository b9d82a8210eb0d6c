package org.liangzheng.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import picocli.CommandLine.Option;

/** An evidence pack and its anchor: both or neither. */
final class PackOptions {
  private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

  @Option(
      names = "--pack",
      required = true,
      paramLabel = "FILE",
      description = {"证据包文件，与 --anchor 同用。", "Evidence pack; needs --anchor."})
  @Nullable Path pack;

  @Option(
      names = "--anchor",
      required = true,
      paramLabel = "FINGERPRINT",
      description = {
        "根指纹：64 位十六进制，从公告等另外的可信渠道取得。",
        "Root fingerprint: 64 hexadecimal digits, from elsewhere."
      })
  @Nullable String anchor;

  /** Reads the pack; refuses it if it is older than one seen before, and remembers it if not. */
  Evidence evidence(Surroundings surroundings, String maxAge) {
    Duration limit = age(maxAge);
    return Evidence.of(read(surroundings), limit);
  }

  /** The same as it stands, whatever its age. */
  EvidencePack read(Surroundings surroundings) {
    Path file = Optional.ofNullable(pack).orElseThrow();
    Sha256Digest pinned = anchor();
    Instant now = surroundings.clock().instant();
    Inputs.of(file);
    byte[] bytes = Inputs.read(file, PackReader.MAX_SIZE);
    PackMemory memory = PackMemory.in(surroundings);
    Optional<PackMark> known = memory.recall(pinned);
    try {
      EvidencePack read = PackReader.read(bytes, pinned, known, now);
      memory.remember(pinned, PackMark.of(read, bytes), known);
      return read;
    } catch (PackRefusedException refused) {
      throw CliProblem.of(refused.fault());
    }
  }

  /** What the root is pinned to. */
  Sha256Digest anchor() {
    String text = Optional.ofNullable(anchor).orElseThrow();
    try {
      return Hex.sha256(text.toLowerCase(Locale.ROOT));
    } catch (MalformedException malformed) {
      throw CliProblem.of(CliFault.ANCHOR_MALFORMED, text);
    }
  }

  /** 30m, 4h, 7d. */
  static Duration age(String text) {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      throw CliProblem.of(CliFault.AGE_MALFORMED, text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
