package org.liangzheng.api.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.api.text.Said;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultNotice;

/** Says at each start where the keys are, and what must not be mistaken for production. */
final class CustodyNotice implements StartupNotice {

  private static final int AFTER_ADDRESSES = 5;

  private final VaultPlan plan;

  CustodyNotice(VaultPlan plan) {
    this.plan = plan;
  }

  @Override
  public int order() {
    return AFTER_ADDRESSES;
  }

  @Override
  public List<Said> lines() {
    CustodyMessages zh = CustodyMessages.in(Locale.CHINESE);
    CustodyMessages en = CustodyMessages.in(Locale.ENGLISH);
    List<Said> lines = new ArrayList<>();
    for (Vault vault : plan.registry().vaults()) {
      String kind = vault.name() + " (" + vault.kind().name().toLowerCase(Locale.ROOT) + ")";
      lines.add(new Said("密钥库     " + kind, "vault      " + kind));
      for (VaultNotice notice : vault.notices()) {
        lines.add(new Said(zh.notice(notice, vault.name()), en.notice(notice, vault.name())));
      }
    }
    return lines;
  }
}
