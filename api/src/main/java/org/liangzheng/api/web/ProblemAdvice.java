package org.liangzheng.api.web;

import java.net.SocketTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/**
 * The one place where exceptions become answers. What is not known is {@code internal-error}: the
 * log gets its type and place, the caller gets the request's identifier and nothing else.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final int DEEPEST_CAUSE = 12;

  private final ProblemDocuments documents;

  ProblemAdvice(ProblemDocuments documents) {
    this.documents = documents;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<byte[]> handle(Throwable thrown) {
    if (thrown instanceof AsyncRequestNotUsableException) {
      return null; // the caller is gone
    }
    Problem problem = problem(thrown);
    if (problem.status() >= 500) {
      LOG.error("{}", problem.code().code(), thrown);
    }
    return documents.response(problem);
  }

  private static Problem problem(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      Problem known = known(at);
      if (known != null) {
        return known;
      }
      at = at.getCause();
    }
    return thrown instanceof ErrorResponse response
        ? new Problem(WebProblem.ofStatus(response.getStatusCode().value()))
        : new Problem(WebProblem.INTERNAL_ERROR);
  }

  private static @Nullable Problem known(Throwable thrown) {
    return switch (thrown) {
      case Problem problem -> problem;
      case BodyTooLarge tooLarge -> new Problem(WebProblem.REQUEST_TOO_LARGE);
      case SocketTimeoutException slow -> new Problem(WebProblem.REQUEST_TIMEOUT);
      // Not Jackson's own exceptions: a stored value that does not parse is our fault.
      case org.springframework.http.converter.HttpMessageNotReadableException unreadable ->
          unreadable(unreadable);
      case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
      case MissingRequestHeaderException header ->
          new Problem(WebProblem.PARAMETER_INVALID, header.getHeaderName());
      case MissingServletRequestParameterException parameter ->
          new Problem(WebProblem.PARAMETER_INVALID, parameter.getParameterName());
      case MissingRequestValueException value -> new Problem(WebProblem.PARAMETER_INVALID, "?");
      case MethodArgumentTypeMismatchException argument ->
          new Problem(WebProblem.PARAMETER_INVALID, argument.getName());
      case ServletRequestBindingException binding -> new Problem(WebProblem.PARAMETER_INVALID, "?");
      case AsyncRequestTimeoutException slow -> unavailable();
      case AuthenticationException unknown -> new Problem(WebProblem.NOT_AUTHENTICATED);
      case AccessDeniedException denied -> denied();
      case SQLTransientConnectionException busy -> unavailable();
      case DataAccessResourceFailureException broken -> unavailable();
      case CannotCreateTransactionException broken -> unavailable();
      default -> null;
    };
  }

  private static Problem unreadable(Throwable unreadable) {
    Throwable at = unreadable.getCause();
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (at instanceof BodyTooLarge || at instanceof SocketTimeoutException) {
        return at instanceof BodyTooLarge
            ? new Problem(WebProblem.REQUEST_TOO_LARGE)
            : new Problem(WebProblem.REQUEST_TIMEOUT);
      }
      if (at instanceof JacksonException json && !isInputFailure(json)) {
        return JsonFailures.problem(json);
      }
      at = at.getCause();
    }
    return new Problem(WebProblem.REQUEST_UNREADABLE);
  }

  private static boolean isInputFailure(JacksonException json) {
    return json instanceof tools.jackson.core.exc.JacksonIOException;
  }

  private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException method) {
    Problem problem = new Problem(WebProblem.METHOD_NOT_ALLOWED);
    var allowed = method.getSupportedHttpMethods();
    return allowed == null
        ? problem
        : problem.withHeader(
            "Allow",
            allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
  }

  private static Problem denied() {
    var who = SecurityContextHolder.getContext().getAuthentication();
    boolean anonymous = who == null || new AuthenticationTrustResolverImpl().isAnonymous(who);
    return new Problem(anonymous ? WebProblem.NOT_AUTHENTICATED : WebProblem.NOT_ALLOWED);
  }

  private static Problem unavailable() {
    return new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "5");
  }
}
