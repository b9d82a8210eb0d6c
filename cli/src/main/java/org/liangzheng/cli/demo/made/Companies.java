package org.liangzheng.cli.demo.made;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Companies as a department's list of a morning has them: different kinds, ages, trades and
 * capitals, some with an end, and names with characters that few fonts have. The same seed gives
 * the same companies.
 */
public final class Companies {
  private static final int DAYS = 9_000;
  private static final int RARE_EVERY = 20;
  private static final int LIMITED_EVERY = 5;

  /** One trade with what a licence allows in it. */
  private record Trade(String name, List<String> items) {}

  private static final List<Trade> TRADES =
      List.of(
          new Trade("商贸", List.of("日用百货销售", "办公用品销售", "五金产品批发", "针纺织品零售", "家用电器销售")),
          new Trade("科技", List.of("软件开发", "信息系统集成服务", "数据处理服务", "技术咨询", "计算机设备零售")),
          new Trade("餐饮管理", List.of("餐饮服务", "餐饮管理", "食品销售（仅预包装食品）", "外卖递送服务")),
          new Trade("物流", List.of("道路货物运输（凭许可）", "普通货物仓储服务", "装卸搬运", "国内货物运输代理")),
          new Trade("农业开发", List.of("蔬菜种植", "水果种植", "农产品初加工活动", "鲜活农产品批发", "农业机械租赁")),
          new Trade("建筑工程", List.of("房屋建筑施工（凭资质）", "园林绿化工程施工", "建筑材料销售", "工程管理服务")),
          new Trade("文化传播", List.of("广告设计", "会议及展览服务", "文艺创作", "图文制作", "摄影扩印服务")));

  private static final List<String> KINDS =
      List.of("有限责任公司(自然人独资)", "有限责任公司(自然人投资或控股)", "有限责任公司(法人独资)", "其他有限责任公司");
  private static final List<String> SIGNS =
      List.of("启明", "和顺", "长青", "云帆", "嘉禾", "瑞泽", "朗晴", "远图", "清源", "景和", "博雅", "同舟");
  private static final List<String> DISTRICTS = List.of("示例区", "样例区", "虚构县");
  private static final List<String> STREETS = List.of("明示路", "样例路", "范本街", "拟定大道", "虚设巷");
  private static final List<String> CAPITALS =
      List.of("壹拾万元整", "伍拾万元整", "壹佰万元整", "叁佰万元整", "伍佰万元整", "壹仟贰佰万元整", "捌仟万元整");
  private static final List<String> GIVEN =
      List.of("安", "博", "晨", "丹", "恩", "芳", "国庆", "海", "佳怡", "静", "凯", "丽华", "明", "宁", "平", "晓雯");

  /** Characters of names that are on the list of the standard, and that old systems lost. */
  private static final List<String> RARE =
      List.of("䶮", "𬭎", "𫖯", "㑩", "堃", "狇", "喆", "翀", "黪", "𠮷", "㛃");

  private final RandomGenerator random;
  private final CompanyCodes codes;
  private final LocalDate today;

  /**
   * From a seed.
   *
   * @param today no company is founded later
   */
  public Companies(long seed, LocalDate today) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.codes = new CompanyCodes(random);
    this.today = today;
  }

  /** Some companies; every twentieth has a rare character, the first of them too. */
  public List<Company> next(int count) {
    List<Company> companies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      companies.add(next(i % RARE_EVERY == 0));
    }
    return Collections.unmodifiableList(companies);
  }

  private Company next(boolean rare) {
    String code = codes.next();
    Trade trade = of(TRADES);
    LocalDate established = today.minusDays(1 + random.nextInt(DAYS));
    Optional<LocalDate> end =
        random.nextInt(LIMITED_EVERY) == 0
            ? Optional.of(today.plusYears(1 + random.nextInt(20)))
            : Optional.empty();
    return new Company(
        code,
        // Two letters of the code, so that names are as different as they are on a real list.
        "亮城市示例" + of(SIGNS) + code.substring(8, 11) + trade.name() + "有限公司",
        of(KINDS),
        "示例" + (rare ? of(RARE) : of(GIVEN)),
        rare,
        of(CAPITALS),
        established,
        end,
        "亮城市"
            + of(DISTRICTS)
            + of(STREETS)
            + (1 + random.nextInt(300))
            + "号"
            + (1 + random.nextInt(30))
            + "栋"
            + (101 + random.nextInt(2_400))
            + "室",
        scope(trade));
  }

  private String scope(Trade trade) {
    int from = random.nextInt(trade.items().size());
    int count = 2 + random.nextInt(trade.items().size() - 1);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(trade.items().get((from + i) % trade.items().size()));
    }
    return String.join("；", items) + "。";
  }

  private <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
