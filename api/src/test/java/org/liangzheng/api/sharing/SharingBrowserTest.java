package org.liangzheng.api.sharing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.presentation.counter.WebScript;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** The holder's pages of sharing in Chromium; the departments' side is played by the script. */
@ApiTest
class SharingBrowserTest {
  @Autowired private ApplicationContext context;

  @Test
  void theHoldersSideOfSharingInABrowser() throws IOException {
    SharingWorld world = SharingWorld.of(context);
    TestPeople people = TestPeople.of(context);
    Who holder = people.person();
    Who nobody = people.person();
    Company company = world.company(holder);
    world.issue(company);
    Who officer = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    ObjectNode config =
        SharingWorld.JSON
            .createObjectNode()
            .put("base", Tokens.of(context).base())
            .put("name", holder.signInName())
            .put("nobody", nobody.signInName())
            .put("password", TestPeople.PASSWORD)
            .put("market", world.market())
            .put("housing", world.housing())
            .put("officer", people.token(officer, Tokens.OWN, Scope.OBJECTION_ANSWER))
            .put("uscc", company.uscc())
            .put("matter", world.matter)
            .put("asker", "亮城市市场监督管理局")
            .put("firm", "亮城市示例商贸有限公司")
            .put("address", "亮城市示例区样例路1号");
    config.set(
        "case", SharingWorld.JSON.readTree(SharingWorld.openBody(world.matter, company.uscc())));
    Path file = Files.createTempFile("sharing-pages", ".json");
    try {
      Files.writeString(file, SharingWorld.JSON.writeValueAsString(config));
      WebScript.run(Duration.ofMinutes(8), "browser/sharing-pages.mjs", file.toString());
    } finally {
      Files.delete(file);
    }
  }
}
