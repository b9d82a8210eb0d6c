package org.liangzheng.api.web.page;

import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What every template finds besides its page's model: {@code assets} and {@code demonstration}. */
@Configuration(proxyBeanMethods = false)
class PageViews {
  PageViews(ThymeleafViewResolver views, Assets assets, Demonstration demonstration) {
    views.addStaticVariable("assets", assets);
    views.addStaticVariable("demonstration", demonstration);
  }
}
