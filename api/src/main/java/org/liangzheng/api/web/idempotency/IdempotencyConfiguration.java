package org.liangzheng.api.web.idempotency;

import java.time.Clock;
import java.util.stream.Stream;
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
import tools.jackson.databind.json.JsonMapper;

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
      ObjectProvider<PlainRoutes> plain,
      PlatformTransactionManager transactionManager,
      ProblemDocuments documents,
      Ids ids,
      Clock clock) {
    return new Idempotency(
        store,
        leases,
        Stream.concat(
                routes.stream(),
                plain.stream().flatMap(some -> some.routes().stream()).map(NothingOutside::new))
            .toList(),
        new TransactionTemplate(transactionManager),
        documents,
        ids,
        clock);
  }

  @Bean
  PlainActs plainActs(Idempotency idempotency, Ids ids, JsonMapper json) {
    return new PlainActs(idempotency, ids, json);
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
