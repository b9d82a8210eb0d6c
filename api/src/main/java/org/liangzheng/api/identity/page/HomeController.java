package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.SignInEntryPoint;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The bare address leads to one's own licences. */
@Controller
class HomeController {
  @PublicAccess
  @GetMapping("/")
  @Nullable ModelAndView home(HttpServletResponse response) {
    return LoginController.redirect(response, SignInEntryPoint.HOME);
  }
}
