package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.pack.PreparedTrustList;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lz keys trust-list join}: list and signatures become the file the service takes. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"把信任列表与两位所有者的签名合成一个文件。", "A trust list with the signatures of two owners."})
final class TrustJoinCommand implements Callable<Integer> {
  private static final int SIGNATURE = 16 << 10;

  private final Surroundings surroundings;

  @Mixin PackOptions pack = new PackOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = {"待签的信任列表。", "The trust list that was signed."})
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SIGNATURE",
      description = {"所有者的签名文件。", "The owners' signatures."})
  List<Path> signatures = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {"写入新文件。", "New file."})
  Path out = Path.of("");

  TrustJoinCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new OutputFile(surroundings, Optional.of(out)).requireFree();
    EvidencePack last = pack.read(surroundings);
    TrustList list = new TrustLists(surroundings).read(file);
    if (list.version() != last.trust().list().version() + 1) {
      throw CliProblem.of(CliFault.TRUST_LIST_OF_ANOTHER, list.version());
    }
    new TrustLists(surroundings).show(list);
    PreparedTrustList prepared = PreparedTrustList.of(last.root(), list);
    for (Path one : signatures) {
      try {
        Inputs.of(one);
        RootSignature signature = TrustListFile.signature(Inputs.read(one, SIGNATURE), last.root());
        prepared.add(TrustListFile.signer(signature, last.root()), signature.value());
      } catch (MalformedException | SelfCheckException wrong) {
        throw CliProblem.of(CliFault.ROOT_SIGNATURE_REFUSED, one);
      }
    }
    try {
      OutputFile.write(out, TrustListFile.write(prepared.finish()));
    } catch (MalformedException | SelfCheckException tooFew) {
      throw CliProblem.of(CliFault.ROOT_SIGNATURE_REFUSED, signatures.size());
    }
    surroundings
        .out()
        .println(
            Bilingual.line(
                "trust-joined", Long.toString(list.version()), Plain.text(out.toString())));
    surroundings.out().flush();
    return 0;
  }
}
