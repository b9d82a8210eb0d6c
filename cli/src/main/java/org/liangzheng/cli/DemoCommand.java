package org.liangzheng.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.cli.demo.CommandLineRun;
import org.liangzheng.cli.demo.Demo;
import org.liangzheng.cli.demo.Results;
import org.liangzheng.cli.demo.Screen;
import org.liangzheng.cli.demo.city.City;
import org.liangzheng.cli.demo.city.CityException;
import org.liangzheng.cli.demo.city.Http;
import org.liangzheng.cli.demo.city.OwnService;
import org.liangzheng.cli.demo.city.SampleFiles;
import org.liangzheng.cli.demo.city.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lz demo}: plays the whole story against a running service, or one of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "演示全过程：刻章、批量签发、联合用印、亮证核验、免提交、吊销、审计；逐项核对，结果存入文件夹。",
      "Plays the whole story and checks each claim; leaves its results in a folder."
    },
    footer = {
      "",
      "退出码 Exit codes: 0 全部通过 every step passed · 1 有步骤不成立 a step failed",
      "  2 没有失败，但有部分尚未做好 nothing failed, but parts are not built yet",
      "  64 用法 usage · 69 没有服务 no service · 70 内部错误 internal · 73 不能写入 cannot write"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int LICENCES = 2_000;
  private static final int MOST = 100_000;

  private final Surroundings surroundings;

  @Option(
      names = "--licences",
      paramLabel = "N",
      description = {"批量签发的张数（默认 2000）。", "Licences in the batch; default 2000."})
  int licences = LICENCES;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = {"虚构内容的种子（默认随机，会显示）。", "Seed of what is made up; shown when random."})
  @Nullable Long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）；在运行就用它，否则自行启动一个。",
        "State folder of the service; when it does not run, the demo starts one of its own."
      })
  @Nullable Path home;

  @Option(
      names = "--own",
      description = {"总是自行启动一个新的服务。", "Always start a new service of its own."})
  boolean own;

  @Option(
      names = "--keep",
      description = {"演示后让自行启动的服务继续运行。", "Leave the demo's own service running."})
  boolean keep;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "结果文件夹（须不存在或为空；默认在数据目录的 demo 之下）。",
        "Folder for the results, new or empty; default: below demo in the state folder."
      })
  @Nullable Path out;

  @Option(
      names = "--lang",
      paramLabel = "zh|en",
      description = {"只用一种语言（默认中文在前、英文在旁）。", "One language only; both by default."})
  VerifyCommand.@Nullable Lang lang;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Screen screen =
        new Screen(
            surroundings.out(),
            surroundings.terminal(),
            Paint.of(surroundings).on(),
            lang == null ? "" : lang.name());
    if (licences < 1 || licences > MOST) {
      throw CliProblem.of(CliFault.DEMO_COUNT, licences);
    }
    Path state = surroundings.serviceHome(Optional.ofNullable(home)).toAbsolutePath();
    try {
      Results results = new Results(out != null ? out : state.resolve("demo").resolve(stamp()));
      Demo demo = new Demo(results, screen, this::run, surroundings.clock(), surroundings.random());
      Demo.End end = !own && runs(state) ? playThere(demo, state) : playHere(demo, screen, results);
      return switch (end) {
        case PASSED -> 0;
        case FAILED -> 1;
        case NOT_BUILT -> 2;
      };
    } catch (CityException trouble) {
      Demo.trouble(screen, trouble);
      return trouble.trouble() == Trouble.UNWRITABLE ? ExitCode.CANNOT_WRITE : ExitCode.UNAVAILABLE;
    }
  }

  private boolean runs(Path state) {
    if (!SampleFiles.areIn(state)) {
      return false;
    }
    try (Http http = new Http(SampleFiles.read(state).client().issuer())) {
      return http.answers();
    }
  }

  private Demo.End playThere(Demo demo, Path state) {
    try (City city = new City(state, surroundings.clock(), surroundings.random())) {
      Demo.End end = demo.play(city, Optional.empty(), licences, seed());
      demo.explore(city);
      return end;
    }
  }

  /** A service of the demo's own, in the folder of its results. */
  private Demo.End playHere(Demo demo, Screen screen, Results results) {
    OwnService service = new OwnService(program(), results.folder(), surroundings.clock());
    Thread stop = Thread.ofPlatform().unstarted(service::close);
    Runtime.getRuntime().addShutdownHook(stop);
    Demo.starting(screen, service);
    try (service) {
      service.start();
      Demo.End end;
      try (City city = new City(service.home(), surroundings.clock(), surroundings.random())) {
        end = demo.play(city, Optional.of(service), licences, seed());
      }
      if (keep) {
        leave(demo, service);
      } else {
        Demo.again(screen, service);
      }
      return end;
    }
  }

  /** The auditor's step stopped it. */
  private void leave(Demo demo, OwnService service) {
    if (service.process().isEmpty()) {
      service.start();
    }
    try (City city = new City(service.home(), surroundings.clock(), surroundings.random())) {
      demo.explore(city);
    }
    demo.left(service);
    service.leave();
  }

  /** What {@code ./lz demo} hands over. */
  private static OwnService.Program program() {
    String jar = System.getProperty("house.service", "");
    if (jar.isEmpty()) {
      throw new CityException(Trouble.NO_SERVICE);
    }
    String flags =
        System.getProperty("house.service.flags", "--enable-native-access=ALL-UNNAMED -Xmx512m")
            + " "
            + System.getProperty("house.service.aot", "");
    return new OwnService.Program(jar, List.of(flags.strip().split("\\s+")));
  }

  private long seed() {
    return seed != null ? seed : surroundings.random().nextInt(1_000_000_000);
  }

  private String stamp() {
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(surroundings.clock().instant());
  }

  /** The command line in this process, with writers and a memory of its own. */
  private CommandLineRun.Ended run(Path memory, List<String> arguments) {
    StringWriter said = new StringWriter();
    StringWriter complained = new StringWriter();
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    environment.put("LZ_STATE_HOME", memory.toString());
    int code =
        Lz.commandLine(
                new Surroundings(
                    surroundings.clock(),
                    surroundings.random(),
                    new PrintWriter(said),
                    new PrintWriter(complained),
                    false,
                    surroundings.prompt(),
                    environment))
            .execute(arguments.toArray(String[]::new));
    return new CommandLineRun.Ended(code, said.toString(), complained.toString());
  }
}
