package org.liangzheng.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.signer.pack.NextTrustList;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lz keys trust-list next}: the list that follows the one in a pack, for its owners. */
@Command(
    name = "next",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "由证据包中的信任列表写出下一版，待所有者签名。",
      "The next version of the trust list in a pack, to be signed by its owners."
    })
final class TrustNextCommand implements Callable<Integer> {
  private static final Set<String> PURPOSES = Set.of(KeyPurpose.PACK.name(), KeyPurpose.LOG.name());

  /** New keys are known to readers before they are used: packs are fetched at least this often. */
  private static final Duration SOON = Duration.ofHours(4);

  private static final Duration USUAL = Duration.ofDays(1);

  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();
  @Mixin PackOptions pack = new PackOptions();

  @Option(
      names = "--add",
      paramLabel = "PURPOSE=VAULT:LABEL",
      description = {"列入 PACK 或 LOG 密钥。", "Names a key for PACK or LOG."})
  List<String> added = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {"新密钥何时生效（默认一天后）。", "When new keys begin to count (in a day)."})
  @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = {"新密钥何时失效（默认无期限）。", "When they cease to (never)."})
  @Nullable String until;

  @Option(
      names = "--end",
      paramLabel = "KEYID=TIME",
      description = {"已列入的密钥何时失效。", "When a key that is named ceases to count."})
  List<String> ended = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {"写入新文件。", "New file."})
  Path out = Path.of("");

  TrustNextCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new OutputFile(surroundings, Optional.of(out)).requireFree();
    Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Instant begin = from == null ? now.plus(USUAL) : time(from);
    if (begin.isBefore(now)) {
      throw refused(begin.toString());
    }
    Optional<Instant> end = Optional.ofNullable(until).map(TrustNextCommand::time);
    List<ServiceKey> keys = new ArrayList<>();
    for (String one : added) {
      keys.add(key(one, begin, end));
    }
    Map<Sha256Digest, Instant> ends = new LinkedHashMap<>();
    for (String one : ended) {
      String[] parts = parts(one);
      ends.put(id(parts[0]), time(parts[1]));
    }
    if (keys.isEmpty() && ends.isEmpty()) {
      throw refused("--add, --end");
    }
    TrustList next;
    try {
      next = NextTrustList.after(pack.read(surroundings).trust().list(), keys, ends);
    } catch (IllegalArgumentException impossible) {
      throw refused(String.valueOf(impossible.getMessage()));
    }
    OutputFile.write(out, SignedTrustList.toSign(next).toByteArray());
    new TrustLists(surroundings).show(next);
    if (!keys.isEmpty() && begin.isBefore(now.plus(SOON))) {
      surroundings.err().println(Bilingual.line("trust-soon"));
      surroundings.err().flush();
    }
    return 0;
  }

  private ServiceKey key(String text, Instant begin, Optional<Instant> end) {
    String[] parts = parts(text);
    if (!PURPOSES.contains(parts[0])) {
      throw refused(text);
    }
    KeyReference reference = Vaults.reference(parts[1]);
    VerificationKey key =
        new Vaults(surroundings, options)
            .with(
                reference.vault(),
                vault -> {
                  SigningKey found = vault.signingKey(reference.label());
                  if (found.purpose() != KeyPurpose.valueOf(parts[0])) {
                    throw refused(text);
                  }
                  return found.publicKey();
                });
    try {
      return new ServiceKey(parts[0], key, new Period(begin, end));
    } catch (IllegalArgumentException empty) {
      throw refused(String.valueOf(empty.getMessage()));
    }
  }

  private static String[] parts(String text) {
    String[] parts = text.split("=", 2);
    if (parts.length != 2) {
      throw refused(text);
    }
    return parts;
  }

  private static Sha256Digest id(String text) {
    try {
      return Hex.sha256(text);
    } catch (MalformedException malformed) {
      throw refused(text);
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException malformed) {
      throw refused(text);
    }
  }

  private static CliProblem refused(String why) {
    return CliProblem.of(CliFault.TRUST_CHANGE_REFUSED, why);
  }
}
