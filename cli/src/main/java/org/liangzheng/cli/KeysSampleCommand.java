package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.Vault;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.sample.SampleWorld;
import org.liangzheng.signer.sample.SampleWorldMaker;
import org.liangzheng.signer.sample.VaultSampleKeys;
import org.liangzheng.verifier.crypto.SignatureSuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code lz keys sample}: an invented city with its keys in a vault and its files in a folder. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "在密钥库中造一个示例世界：根（三取二）、签发机构、制章中心、三个部门、时间戳、日志、凭证、证据包、亮证码签发机构、副本章，"
          + "一张到期、一张吊销的证书，吊销列表；并列出没有造的与原因。",
      "A sample world in a vault: root (2 of 3), issuing CA, seal maker, three departments, timestamp,"
          + " log, receipt, pack, presentation CA, copy seal, an expired and a revoked certificate,"
          + " CRLs; lists what it left out and why."
    })
final class KeysSampleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  /** What was not made, and why. */
  private record LeftOut(String what, String zh, String en) {}

  private final List<LeftOut> leftOut = new ArrayList<>();
  private int made;

  @Mixin VaultOptions options = new VaultOptions();

  @Option(
      names = "--vault",
      required = true,
      paramLabel = "NAME",
      description = {"密钥库名称。", "Name of the vault."})
  String vault = "";

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      description = {"算法：${COMPLETION-CANDIDATES}（默认全部可用的）。", "Suite (all that the vault can do)."})
  @Nullable SignatureSuite suite;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = {"公开文件写入其下 sm2、p256。", "Public files go to sm2 and p256 in it."})
  Path out = Path.of("");

  KeysSampleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Set<SignatureSuite> wanted =
        suite == null ? EnumSet.allOf(SignatureSuite.class) : EnumSet.of(suite);
    new Vaults(surroundings, options)
        .with(
            vault,
            open -> {
              wanted.forEach(one -> make(open, one));
              return true;
            });
    leftOut.forEach(this::print);
    surroundings.out().flush();
    return made > 0 ? 0 : ExitCode.DATA;
  }

  private void make(Vault open, SignatureSuite one) {
    String shortName = one == SignatureSuite.SM2_SM3 ? "sm2" : "p256";
    if (!open.suites().contains(one)) {
      leaveOut(one.name(), "sample-no-suite");
      leaveOut("LOG " + one.name(), "sample-half-log");
      return;
    }
    SampleWorldFiles files = new SampleWorldFiles(out.resolve(shortName));
    files.requireFree();
    VaultSampleKeys keys =
        new VaultSampleKeys(
            open,
            one,
            role -> role.label().replaceFirst("sample-", "sample-" + shortName + "-"),
            surroundings.clock().instant(),
            new RecordedAttempts());
    try {
      SampleWorldMaker maker =
          new SampleWorldMaker(keys, surroundings.clock().instant(), surroundings.random());
      SampleWorld world = maker.make();
      int count = files.write(world, maker.pack(world, 1, Optional.empty()));
      store(open, keys, world);
      made++;
      print(one, count, files);
    } catch (CustodyException failure) {
      leftOut.add(
          new LeftOut(
              one.name(),
              CustodyMessages.in(Locale.CHINESE).sentence(failure),
              CustodyMessages.in(Locale.ENGLISH).sentence(failure)));
    }
  }

  private void store(Vault open, VaultSampleKeys keys, SampleWorld world) {
    if (!open.administration().capabilities().contains(Capability.STORE_CERTIFICATE)) {
      leaveOut("certificates", "sample-no-store");
      return;
    }
    world
        .certificates()
        .forEach((role, certificate) ->
            open.administration().storeCertificate(keys.label(role), certificate));
  }

  private void leaveOut(String what, String key) {
    leftOut.add(new LeftOut(what, Words.ZH.text(key), Words.EN.text(key)));
  }

  private void print(SignatureSuite one, int count, SampleWorldFiles files) {
    int keys = SampleRole.values().length;
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("made", one.name());
      json.put("keys", keys);
      json.put("files", count);
      json.put("folder", files.folder().toString());
      surroundings.out().println(json);
    } else {
      surroundings
          .out()
          .println(
              Bilingual.line(
                  "sample-made",
                  one.name(),
                  Integer.toString(keys),
                  Integer.toString(count),
                  Plain.text(files.folder().toString())));
    }
  }

  private void print(LeftOut one) {
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("leftOut", one.what());
      json.put("zh", one.zh());
      json.put("en", one.en());
      surroundings.out().println(json);
    } else {
      surroundings
          .out()
          .println(
              Bilingual.line("sample-left-out", one.what()) + "  " + one.zh() + " " + one.en());
    }
  }
}
