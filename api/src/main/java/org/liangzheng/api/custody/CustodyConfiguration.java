package org.liangzheng.api.custody;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.home.VaultPin;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.hsm.CustodyException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CustodySettings.class, RotationSettings.class})
class CustodyConfiguration {

  @Bean
  VaultPlan vaultPlan(
      CustodySettings settings,
      Clock clock,
      SecureRandom random,
      JdbcClient jdbc,
      Home home,
      VaultPin pin) {
    Fuses.write(jdbc, settings.fuses());
    LeasedLedger ledger = new LeasedLedger(jdbc, clock, settings.leaseBlock());
    return new VaultOpening(clock, random, ledger, jdbc, home.folder("keys"), pin.file())
        .open(settings);
  }

  @Bean
  Custody custody(VaultPlan plan, JdbcClient jdbc, Ids ids, Clock clock, MeterRegistry meters) {
    return new Custody(
        plan, new AttemptRecords(jdbc, ids, clock), new KeyRules(jdbc), clock, meters);
  }

  @Bean
  DataKeys dataKeys(
      CustodySettings settings, VaultPlan plan, JdbcClient jdbc, Clock clock, SecureRandom random) {
    try {
      return DataKeys.load(jdbc, plan, settings.wrappingLabel(), clock, random);
    } catch (CustodyException failure) {
      throw VaultOpening.unusable(failure.about(), failure);
    }
  }

  @Bean
  WrappedKeys wrappedKeys(VaultPlan plan, DataKeys keys, SecureRandom random, Clock clock) {
    return new WrappedKeys(plan, keys::wrappingKey, random, clock);
  }

  @Bean
  FieldCipher fieldCipher(DataKeys keys, SecureRandom random) {
    return new VaultFieldCipher(keys, random);
  }

  @Bean
  BlindIndex blindIndex(DataKeys keys) {
    return new BlindIndex(keys);
  }

  @Bean
  KeyUsageEndpoint keyUsageEndpoint(JdbcClient jdbc) {
    return new KeyUsageEndpoint(jdbc);
  }

  @Bean
  CustodyNotice custodyNotice(VaultPlan plan) {
    return new CustodyNotice(plan);
  }

  @Bean
  CustodyHealth custodyHealth(VaultPlan plan) {
    return new CustodyHealth(plan);
  }

  @Bean
  DataKeyLook dataKeyLook(DataKeys keys) {
    return new DataKeyLook(keys);
  }

  @Bean
  BlindIndexRows blindIndexRows(JdbcClient jdbc, BlindIndex indexes) {
    return new BlindIndexRows(jdbc, indexes);
  }

  @Bean
  RotationStore rotationStore(JdbcClient jdbc) {
    return new RotationStore(jdbc);
  }

  @Bean
  KeyRotation.Declared declaredForRotation(
      ObjectProvider<EncryptedColumns> columns,
      ObjectProvider<BlindIndexTable> tables,
      ObjectProvider<BlindIndexTable.Forgetful> forgetful) {
    return new KeyRotation.Declared(
        () -> columns.stream().toList(),
        () -> tables.stream().toList(),
        () -> forgetful.stream().toList());
  }

  @Bean
  KeyRotation keyRotation(
      DataKeys keys,
      RotationStore store,
      JdbcClient jdbc,
      FieldCipher cipher,
      BlindIndex indexes,
      KeyRotation.Declared declared,
      ObjectProvider<KeyActs> acts,
      TransactionTemplate transactions,
      RotationSettings settings,
      Ids ids,
      Clock clock) {
    return new KeyRotation(
        keys,
        store,
        new FieldMover(jdbc, cipher),
        new IndexMover(jdbc, indexes, clock),
        declared,
        acts::getObject,
        transactions,
        settings,
        ids,
        clock);
  }

  @Bean
  RotationJob rotationJob(DataKeys keys, KeyRotation rotation, OneNode oneNode) {
    return new RotationJob(keys, rotation, oneNode);
  }

  @Bean
  DataKeysEndpoint dataKeysEndpoint(DataKeys keys, KeyRotation rotation, RotationStore store) {
    return new DataKeysEndpoint(keys, rotation, store);
  }
}
