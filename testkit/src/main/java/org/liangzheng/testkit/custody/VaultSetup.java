package org.liangzheng.testkit.custody;

import java.time.Clock;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.pool.PoolSettings;

/** How the contract wants the vault opened. */
public record VaultSetup(Clock clock, UsageLedger ledger, PoolSettings pool) {}
