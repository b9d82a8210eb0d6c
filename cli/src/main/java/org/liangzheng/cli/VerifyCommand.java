package org.liangzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportJson;
import org.liangzheng.verifier.report.Verdict;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code lz verify}: what files are worth, offline. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "核验证照文件。不联网；是否由登记系统签发不作判断。",
      "Verifies files offline; whether they were issued is not asked of a register."
    },
    footer = {
      "",
      "退出码 Exit codes: 0 有效 VALID · 1 无效、不在有效状态 INVALID, NOT_IN_FORCE",
      "  2 无法判定、部分有效 UNKNOWN, VALID_PARTIAL · 3 无法读取 UNREADABLE",
      "  64 用法 usage · 66 文件缺失、不可读，证据包被拒 file missing or unreadable, pack refused",
      "  70 内部错误 internal。多个文件取最坏的结论 the worst verdict wins。"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|FOLDER|CODE",
      description = {
        "文件（证照，或用证凭证），或文件夹（其中的 *.ofd 与 *.pdf，不含下级文件夹），或以 LZ1: 开头的亮证码（用单引号括住）。",
        "Files (documents, or usage receipts), or folders: their own *.ofd and *.pdf; or a"
            + " presentation code, LZ1:…, in single quotes."
      })
  List<String> arguments = List.of();

  @ArgGroup(exclusive = false)
  @Nullable PackOptions pack;

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      defaultValue = "4h",
      description = {
        "证据包时限，如 30m、4h、7d（默认 4h）；超过则结论为无法判定。",
        "Age limit of the pack, default 4h; past it the verdict is UNKNOWN."
      })
  String maxAge = "4h";

  @Option(
      names = "--log",
      paramLabel = "URL|FILE",
      description = {
        "核验审计日志：服务地址（公开部分）或导出文件；与登记簿双向核对。",
        "Verifies an audit log and the register beside it: a service's address, or an export."
      })
  @Nullable String log;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "访问令牌文件（仅本人可读）；有审计权限时连同记录和登记簿一起核验。",
        "With --log URL: a file with an access token for auditors, to see entries and register."
      })
  @Nullable Path tokenFile;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "核验时点：2026-11-22（北京时间当日最后一秒；今天则为现在）或 2026-11-22T08:00:00+08:00。",
        "The moment asked about: a date (its last second in China; today means now) or a time."
      })
  @Nullable String asOf;

  @Option(
      names = "--json",
      description = {"每个文件一行 JSON。", "One JSON object a line for each file."})
  boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = {"列出全部检查。", "List every check."})
  boolean verbose;

  @Option(
      names = "--lang",
      paramLabel = "zh|en",
      description = {"只用一种语言（默认中文在前、英文在旁）。", "One language only; both by default."})
  @Nullable Lang lang;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Languages to choose from; their names are what is typed. */
  enum Lang {
    zh,
    en
  }

  @Override
  public Integer call() {
    Instant now = surroundings.clock().instant();
    Instant instant = asOf == null ? now : AsOf.parse(asOf, now);
    PackOptions.age(maxAge);
    if ((log == null) == arguments.isEmpty() || (log == null && tokenFile != null)) {
      throw CliProblem.of(
          log == null ? CliFault.NOTHING_TO_VERIFY : CliFault.LOG_ALONE, "lz verify");
    }
    Evidence evidence = pack == null ? Evidence.none() : pack.evidence(surroundings, maxAge);
    if (log != null) {
      return new LogVerification(
              surroundings, evidence, Optional.ofNullable(pack).map(PackOptions::anchor))
          .run(
              log,
              Optional.ofNullable(tokenFile),
              new LogPrinter(
                  surroundings.out(), Paint.of(surroundings), Optional.ofNullable(lang), json));
    }
    Batch batch = new Batch();
    for (String text : arguments) {
      if (CodeReader.looksLikeCode(text)) {
        batch.add(CodeVerifier.verify(text, evidence, CodePolicy.OFFLINE, instant));
        continue;
      }
      Path argument = Path.of(text);
      try {
        List<Path> files = Inputs.of(argument);
        Progress progress = Progress.of(surroundings, files.size(), Files.isDirectory(argument));
        for (Path file : files) {
          progress.next(file);
          batch.add(file, evidence, instant);
        }
        progress.end();
      } catch (CliProblem problem) {
        batch.problem(problem);
      }
    }
    if (!json && batch.count > 1) {
      printer().total(batch.counts);
    }
    return batch.exitCode();
  }

  /** Files one after the other: a missing one does not keep the others from being judged. */
  private final class Batch {
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private Verdict worst = Verdict.VALID;
    private int problem;
    private int count;

    void add(Path file, Evidence evidence, Instant instant) {
      Report report;
      try {
        Optional<byte[]> receipt = receipt(file);
        if (receipt.isPresent()) {
          add(file, ReceiptVerifier.verify(receipt.get(), evidence, instant), evidence);
          return;
        }
        report = verify(file, evidence, instant);
      } catch (CliProblem unreadable) {
        problem(unreadable);
        return;
      }
      worst = worst.worse(report.verdict());
      counts.merge(report.verdict(), 1, Integer::sum);
      count++;
      if (json) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("file", file.toString());
        line.putAll(ReportJson.toMap(report));
        surroundings.out().println(JSON.writeValueAsString(line));
      } else {
        printer().print(file, report, verbose);
      }
      surroundings.out().flush();
    }

    void add(Path file, ReceiptReport report, Evidence evidence) {
      worst = worst.worse(report.verdict());
      counts.merge(report.verdict(), 1, Integer::sum);
      count++;
      ReceiptPrinter printer =
          new ReceiptPrinter(
              surroundings.out(), Paint.of(surroundings), Optional.ofNullable(lang), evidence);
      if (json) {
        printer.json(file, report);
      } else {
        printer.text(file, report);
      }
      surroundings.out().flush();
    }

    /** A code that is not checked ends like what is unknown; it is no file, and not counted. */
    void add(CodeResult result) {
      boolean valid = result instanceof CodeResult.Valid;
      worst = worst.worse(valid ? Verdict.VALID : Verdict.UNKNOWN);
      new CodePrinter(surroundings.out(), Paint.of(surroundings), Optional.ofNullable(lang), json)
          .print(result);
    }

    void problem(CliProblem found) {
      found.print(surroundings.err());
      problem = found.exitCode();
    }

    /** A file that could not be judged is no verdict, and no verdict may hide it. */
    int exitCode() {
      return problem != 0 ? problem : ExitCode.of(worst);
    }
  }

  /** The bytes of a usage receipt; one byte more than the limit says that it is too large. */
  private static Optional<byte[]> receipt(Path file) {
    return UsageReceipt.looksLikeReceipt(Inputs.read(file, 0))
        ? Optional.of(Inputs.read(file, UsageReceipt.MAX_SIZE))
        : Optional.empty();
  }

  private static Report verify(Path file, Evidence evidence, Instant instant) {
    int limit = Policy.FILE.limits().packageBytes();
    byte[] bytes = Inputs.isLarger(file, limit) ? null : Inputs.read(file, limit);
    return bytes == null || bytes.length > limit
        ? Verifier.tooLarge(evidence, Policy.FILE, instant)
        : Verifier.verify(bytes, evidence, Policy.FILE, instant);
  }

  private ReportPrinter printer() {
    return new ReportPrinter(surroundings.out(), Paint.of(surroundings), Optional.ofNullable(lang));
  }
}
