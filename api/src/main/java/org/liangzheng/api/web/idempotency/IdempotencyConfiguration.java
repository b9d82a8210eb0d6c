package org.liangzheng.api.web.idempotency;

import java.time.Clock;
import java.util.List;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.ProblemDocuments;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencySettings.class)
class IdempotencyConfiguration {

  @Bean
  EncryptedColumns intentColumns() {
    return EncryptedColumns.of("web_intent", "intent", "answer");
  }

  @Bean
  IntentStore intentStore(JdbcClient jdbc, FieldCipher cipher) {
    return new IntentStore(jdbc, cipher);
  }

  @Bean
  Leases leases(IntentStore store, IdempotencySettings settings) {
    return new Leases(store, settings.lease());
  }

  @Bean
  Idempotency idempotency(
      IntentStore store,
      Leases leases,
      ObjectProvider<RecoverableRoute> routes,
      PlatformTransactionManager transactionManager,
      ProblemDocuments documents,
      Ids ids,
      Clock clock) {
    return new Idempotency(
        store,
        leases,
        List.copyOf(routes.stream().toList()),
        new TransactionTemplate(transactionManager),
        documents,
        ids,
        clock);
  }

  @Bean
  IntentJobs intentJobs(
      Idempotency idempotency,
      IntentStore store,
      OneNode oneNode,
      IdempotencySettings settings,
      Clock clock) {
    return new IntentJobs(idempotency, store, oneNode, settings, clock);
  }
}
