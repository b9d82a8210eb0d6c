package org.liangzheng.api.identity.person;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonSettings.class)
class PersonConfiguration {

  @Bean
  EncryptedColumns partyColumns() {
    return EncryptedColumns.of("identity_party", "code", "name");
  }

  @Bean
  EncryptedColumns accountColumns() {
    return EncryptedColumns.of("identity_account", "sign_in_name", "password");
  }

  @Bean
  EncryptedColumns roleColumns() {
    return EncryptedColumns.of("identity_role_grant", "reason");
  }

  @Bean
  BlindIndexTable partyIndex(Parties parties) {
    return parties.indexTable();
  }

  @Bean
  BlindIndexTable accountIndex(Accounts accounts) {
    return accounts.indexTable();
  }

  @Bean
  BlindIndexTable.Forgetful signInIndex() {
    return new BlindIndexTable.Forgetful("identity_sign_in", "open_at");
  }

  @Bean
  Passwords passwords(SecureRandom random) {
    return new Passwords(random);
  }

  @Bean
  Parties parties(
      JdbcClient jdbc,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    return new Parties(jdbc, cipher, indexes, rows, transactions, ids, clock);
  }

  @Bean
  Accounts accounts(
      JdbcClient jdbc,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      Passwords passwords,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    return new Accounts(jdbc, cipher, indexes, rows, passwords, transactions, ids, clock);
  }

  @Bean
  SignIn signIn(
      Accounts accounts,
      Passwords passwords,
      BlindIndex indexes,
      JdbcClient jdbc,
      Clock clock,
      PersonSettings settings) {
    return new SignIn(accounts, passwords, indexes, jdbc, clock, settings.failuresPerAddress());
  }

  @Bean
  Sessions sessions(
      JdbcClient jdbc, Ids ids, Clock clock, SecureRandom random, PersonSettings settings) {
    return new Sessions(jdbc, ids, clock, random, settings.sessionLife(), settings.sessionIdle());
  }

  @Bean
  Roles roles(JdbcClient jdbc, FieldCipher cipher, Clock clock) {
    return new Roles(jdbc, cipher, clock, Ticker.systemTicker());
  }
}
