package org.liangzheng.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All promises of speed and size that the plan makes, in the order of its parts. */
final class Goals {
  /** All of them. */
  static final List<Goal> ALL = all();

  private static final String ROUGH = "× file";

  private Goals() {}

  private static List<Goal> all() {
    List<Goal> goals = new ArrayList<>();
    hsm(goals);
    seal(goals);
    issue(goals);
    present(goals);
    share(goals);
    return List.copyOf(goals);
  }

  private static void hsm(List<Goal> goals) {
    String port = "port";
    String key = "VerificationKey";
    String bc = "BouncyCastle";
    String fastest = "Corretto";
    goals.add(hsm("SM2 签名 signing, to BouncyCastle", "sm2-sign-software", port, bc));
    goals.add(hsm("SM2 验签 verifying, to BouncyCastle", "sm2-verify", key, bc));
    goals.add(
        hsm("P-256 签名 signing, to the fastest provider", "p256-sign-software", port, fastest));
    goals.add(hsm("P-256 验签 verifying, to the fastest provider", "p256-verify", key, fastest));
    for (int threads : new int[] {1, 8}) {
      String many = ", " + threads + " 线程 threads, to a C loop";
      goals.add(hsm("PKCS#11 (SoftHSM2)" + many, "pkcs11-" + threads, port, "C loop"));
      goals.add(hsm("SDF" + many, "sdf-" + threads, port, "C loop"));
    }
  }

  private static Goal hsm(String what, String match, String subject, String against) {
    return new Goal.AtLeast("hsm", what, match, subject, against, 0.9);
  }

  private static void seal(List<Goal> goals) {
    Map<String, List<String>> works =
        Map.of(
            "stamp", List.of("stamp, value checked", "stamp, file checked"),
            "verify", List.of("verify, kept evidence", "verify, fresh evidence"),
            "write", List.of("write, not yet signed", "write and seal"));
    for (String work : List.of("stamp", "verify", "write")) {
      for (String subject : works.getOrDefault(work, List.of())) {
        for (int threads : new int[] {1, 2}) {
          String match = work + "-" + threads;
          String many = ", " + threads + " 线程 threads";
          goals.add(
              new Goal.AtLeast("seal", subject + many + ", to OFDRW", match, subject, "OFDRW", 20));
          goals.add(
              new Goal.AtLeast(
                  "seal",
                  subject + many + ", 不可省之份额 unavoidable share",
                  match,
                  subject,
                  "unavoidable in: ",
                  0.6));
        }
      }
    }
    for (String act :
        List.of(
            "盖章 stamp",
            "盖章并自检 stamp, file checked",
            "核验 verify, kept evidence",
            "核验 verify, fresh evidence",
            "制证 write and sign")) {
      String figure = act + ", allocated";
      goals.add(new Goal.AtMost("seal", "占用堆 " + figure, figure, 5, ROUGH));
    }
    String eighty = "证照文件 licence of 80 distinct characters";
    goals.add(new Goal.AtMost("seal", eighty, eighty, 60, "kB"));
  }

  private static void issue(List<Goal> goals) {
    for (int clients : new int[] {1, 8, 32}) {
      String many = ", " + clients + " 客户端 clients";
      String match = "issue-" + clients;
      goals.add(
          new Goal.AtLeast(
              "issue", "签发 issue" + many + ", to its parts", match, "issue", "its parts", 0.5));
      goals.add(
          new Goal.AtLeast("issue", "签发 issue" + many + ", to OFDRW", match, "issue", "OFDRW", 10));
    }
    for (int clients : new int[] {1, 8}) {
      String many = ", " + clients + " 客户端 clients";
      String seal = "摘要签章 seal a digest" + many + ", to bare transactions";
      goals.add(
          new Goal.AtLeast(
              "issue", seal, "seal-" + clients, "seal a digest", "bare transactions", 0.5));
      String search = "查找 search" + many + ", to bare selects";
      goals.add(
          new Goal.AtLeast("issue", search, "search-" + clients, "search", "bare select", 0.5));
    }
    for (String by : List.of("number", "holder")) {
      String figure = "查找 search by " + by + ": buffers, more to fewer rows";
      goals.add(new Goal.AtMost("issue", figure, figure, 1.5, "×"));
    }
    String restart = "重启 restart to ready";
    goals.add(new Goal.AtMost("issue", restart, restart, 4, "s"));
    for (String when : List.of("after all that", "when ready")) {
      String memory = "内存 resident memory, " + when;
      goals.add(new Goal.AtMost("issue", memory, memory, 700, "MB"));
    }
  }

  private static void present(List<Goal> goals) {
    for (int clients : new int[] {1, 8, 32}) {
      String many = ", " + clients + " 客户端 clients, to its parts";
      goals.add(
          new Goal.AtLeast(
              "present", "亮证 show" + many, "show-" + clients, "show", "its parts", 0.5));
      goals.add(
          new Goal.AtLeast(
              "present", "扫码 scan" + many, "scan-" + clients, "scan", "its parts", 0.5));
    }
    goals.add(
        new Goal.AtLeast(
            "present",
            "离线验码 offline check, to bare cryptography",
            "offline-check",
            "library",
            "own SM2",
            0.8));
    String streams = "事件流 5000 event streams: resident growth";
    goals.add(new Goal.AtMost("present", streams, streams, 300, "MB"));
    goals.add(
        new Goal.Elsewhere(
            "present",
            "扫到结论 scan to verdict in the browser, p95",
            "≤ 300 ms",
            "./lz test api -Dtest=CounterBrowserTest"));
    goals.add(
        new Goal.Elsewhere(
            "present",
            "证据包 pack for 10 million licences",
            "≤ 3 MB",
            "./lz test verifier -Dtest=StatusListTest"));
    goals.add(
        new Goal.Elsewhere(
            "present",
            "持证人首屏 first view of the holder's page, compressed",
            "≤ 150 kB",
            "./lz test api -Dtest=HolderBrowserTest"));
  }

  private static void share(List<Goal> goals) {
    for (int clients : new int[] {1, 8, 32}) {
      String many = ", " + clients + " 客户端 clients";
      goals.add(
          new Goal.AtLeast(
              "share",
              "覆盖 coverage" + many + ", to its selects",
              "coverage-" + clients,
              "open a case",
              "its selects",
              0.5));
      goals.add(
          new Goal.AtLeast(
              "share",
              "取用 fetch" + many + ", to its parts",
              "fetch-" + clients,
              "fetch",
              "its parts",
              0.5));
    }
    for (int clients : new int[] {1, 8}) {
      String receipts = "凭证占取用的处理器时间 receipts' part of CPU, " + clients + " 客户端 clients";
      goals.add(new Goal.AtMost("share", receipts, receipts, 5, "%"));
    }
    String coverage = "覆盖 coverage, 8 clients, p50";
    goals.add(new Goal.AtMost("share", coverage, coverage, 20, "ms"));
  }
}
