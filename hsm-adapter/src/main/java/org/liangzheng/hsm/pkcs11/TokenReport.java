package org.liangzheng.hsm.pkcs11;

import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.pool.DeviceHealth;

/**
 * One token of a vault.
 *
 * @param health as last seen
 * @param missing labels of keys that another token of the vault has and this one lacks, or has
 *     another key under; empty if the token does not serve and so cannot be asked
 */
public record TokenReport(DeviceHealth health, Optional<List<String>> missing) {}
