package org.liangzheng.api.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every handler, reads what it demands and has it decided. A handler that says
 * nothing is not reached.
 */
final class AccessGate implements HandlerInterceptor, HandlerMethodArgumentResolver {

  private static final String CALLER = Caller.class.getName();

  private final AccessControl access;
  private final PossessionProofs proofs;
  private final List<PublicHandler> opened;

  AccessGate(AccessControl access, PossessionProofs proofs, List<PublicHandler> opened) {
    this.access = access;
    this.proofs = proofs;
    this.opened = opened;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      throw new Problem(WebProblem.NOT_FOUND);
    }
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      // The answer of a request that was let in; it comes by without its token.
      return true;
    }
    Access needed = method.getMethodAnnotation(Access.class);
    if (needed != null) {
      boolean bound = PossessionProofs.isBound(request);
      request.setAttribute(
          CALLER, access.require(needed.scope(), ClientCertificates.thumbprint(request), bound));
      if (bound) {
        proofs.spend(request);
      }
    } else if (!isPublic(method)) {
      throw new Problem(WebProblem.NOT_FOUND);
    }
    return true;
  }

  private boolean isPublic(HandlerMethod method) {
    return method.hasMethodAnnotation(PublicAccess.class)
        || opened.stream().anyMatch(handler -> handler.type() == method.getBeanType());
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return Caller.class.isAssignableFrom(parameter.getParameterType());
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Object caller = request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
    if (!parameter.getParameterType().isInstance(caller)) {
      throw new IllegalStateException("nobody decided about this caller");
    }
    return caller;
  }
}
