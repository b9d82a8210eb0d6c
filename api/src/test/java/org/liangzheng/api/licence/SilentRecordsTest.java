package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What frameworks may write into a log says nothing of a person. */
class SilentRecordsTest {
  @Test
  void requestsAndAnswersDoNotTellTheirValues() {
    IssueRequest.HolderRequest holder =
        new IssueRequest.HolderRequest("111", "110101200001010013", "示例人甲");
    LocalDate day = LocalDate.of(2026, 11, 2);
    IssueRequest request =
        new IssueRequest(
            "type",
            "示例号",
            holder,
            JsonMapper.builder().build().createObjectNode().put("name", "示例人甲"),
            day,
            day,
            day);
    assertThat(holder.toString() + request)
        .doesNotContain("示例")
        .doesNotContain("110101")
        .contains("type");
    assertThat(new LicenceView.HolderView("111", "110101200001010013", "示例人甲").toString())
        .isEqualTo("HolderView");
  }
}
