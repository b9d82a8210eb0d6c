package org.liangzheng.api.home;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.home} and {@code liangzheng.vault-pin-file}.
 *
 * @param home the state folder, relative to the working directory or absolute (environment {@code
 *     LZ_HOME})
 * @param vaultPinFile a file that holds the vault's PIN (environment {@code LZ_VAULT_PIN_FILE});
 *     empty: {@code vault.pin} in the state folder, made when missing
 */
@ConfigurationProperties("liangzheng")
record HomeSettings(@DefaultValue("./var") String home, @DefaultValue("") String vaultPinFile) {}
