package org.liangzheng.api.description;

import io.swagger.v3.oas.models.Operation;
import org.liangzheng.api.identity.Access;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Reads from a handler which right it takes. */
final class AccessReader implements GlobalOperationCustomizer {

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Access access = handler.getMethodAnnotation(Access.class);
    if (access != null) {
      operation.addExtension(Completion.SCOPE, access.scope().wire());
    }
    return operation;
  }
}
