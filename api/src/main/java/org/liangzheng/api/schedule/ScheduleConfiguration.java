package org.liangzheng.api.schedule;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ScheduleConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleConfiguration.class);
  private static final int THREADS = 3;
  private static final int STOP_SECONDS = 10;

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(THREADS);
    scheduler.setThreadNamePrefix("schedule-");
    scheduler.setWaitForTasksToCompleteOnShutdown(true);
    scheduler.setAwaitTerminationSeconds(STOP_SECONDS);
    scheduler.setRemoveOnCancelPolicy(true);
    // A job that fails once is not a job that stops.
    scheduler.setErrorHandler(failed -> LOG.error("a scheduled job failed", failed));
    return scheduler;
  }

  @Bean
  OneNode oneNode(DataSource dataSource) {
    return new OneNode(dataSource);
  }
}
