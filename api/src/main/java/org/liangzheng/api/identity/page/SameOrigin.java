package org.liangzheng.api.identity.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses calls that a browser says come from elsewhere (Fetch Metadata), also those that change
 * nothing. Browsers that do not say it are held by the cookie's SameSite and the form token.
 */
final class SameOrigin extends OncePerRequestFilter {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final ProblemDocuments documents;

  SameOrigin(ProblemDocuments documents) {
    this.documents = documents;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      documents.write(new Problem(PageProblem.FORM_TOKEN_WRONG), request, response);
      return;
    }
    chain.doFilter(request, response);
  }
}
