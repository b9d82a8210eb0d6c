package org.liangzheng.api.presentation.counter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CounterSettings.class)
class CounterConfiguration {}
