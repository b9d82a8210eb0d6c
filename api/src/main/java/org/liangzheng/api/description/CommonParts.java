package org.liangzheng.api.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.api.identity.Scope;

/** What the operations share: who the service is, how callers prove who they are, problems. */
final class CommonParts {
  static final String OAUTH = "oauth2";
  private static final String PROBLEM = "Problem";
  private static final Map<String, String> FAILURES = failures();

  private CommonParts() {}

  private static Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    failures.put("400", "The request cannot be understood. 请求无法理解。");
    failures.put("401", "Nobody is recognised. 未通过身份认证。");
    failures.put("403", "The right is missing. 没有这项权限。");
    failures.put("404", "There is no such thing, or it is another's. 不存在，或不属于调用者。");
    failures.put("409", "It does not fit what is there, or is being done. 与现状冲突，或正在处理。");
    failures.put("413", "The body is too large. 内容过大。");
    failures.put("415", "The media type is not taken. 不接受的媒体类型。");
    failures.put("422", "The content is wrong; all errors at once by field. 内容有误，逐字段一次列出。");
    failures.put("429", "Too often. 过于频繁。");
    failures.put("500", "Something went wrong inside. 内部错误。");
    failures.put("503", "Not available at the moment. 暂不可用。");
    return failures;
  }

  static void add(OpenAPI api) {
    api.setInfo(
        new Info()
            .title("Liangzheng 亮证")
            .version("v1")
            .description(
                "Open trust service for electronic licences and seals. 电子证照与电子印章的开放信任服务。 Paths"
                    + " carry opaque identifiers only. Changing requests take Idempotency-Key.")
            .license(
                new License()
                    .name("Apache-2.0")
                    .url("https://www.apache.org/licenses/LICENSE-2.0")));
    api.setServers(List.of(new Server().url("/")));
    Components parts = Optional.ofNullable(api.getComponents()).orElseGet(Components::new);
    parts.addSecuritySchemes(OAUTH, scheme());
    parts.addSchemas("Said", said());
    parts.addSchemas("FieldProblem", fieldProblem());
    parts.addSchemas(PROBLEM, problem());
    FAILURES.forEach((status, says) ->
        parts.addResponses(
            PROBLEM + status,
            new ApiResponse()
                .description(says)
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json",
                            new MediaType().schema(reference(PROBLEM))))));
    api.setComponents(parts);
  }

  private static SecurityScheme scheme() {
    Scopes scopes = new Scopes();
    Arrays.stream(Scope.values())
        .map(Scope::wire)
        .sorted()
        .forEach(wire -> scopes.addString(wire, wire));
    return new SecurityScheme()
        .type(SecurityScheme.Type.OAUTH2)
        .description(
            "Machines: client credentials by private_key_jwt, or by TLS client certificate (RFC"
                + " 8705) where the service has such a port. People: code with PKCE.")
        .flows(
            new OAuthFlows()
                .clientCredentials(new OAuthFlow().tokenUrl("/oauth2/token").scopes(scopes))
                .authorizationCode(
                    new OAuthFlow()
                        .authorizationUrl("/oauth2/authorize")
                        .tokenUrl("/oauth2/token")
                        .scopes(scopes)));
  }

  private static Schema<?> said() {
    return object(Map.of("zh", text(null), "en", text(null)), List.of("zh", "en"));
  }

  private static Schema<?> fieldProblem() {
    Map<String, Schema<?>> members = new LinkedHashMap<>();
    members.put("pointer", text("RFC 6901 pointer into the request"));
    members.put("code", text("stable code of the fault"));
    members.put("zh", text(null));
    members.put("en", text(null));
    return object(members, List.copyOf(members.keySet()));
  }

  private static Schema<?> problem() {
    Map<String, Schema<?>> members = new LinkedHashMap<>();
    members.put("type", text("urn:liangzheng:problem:CODE"));
    members.put("title", text(null));
    Schema<?> status = new Schema<>();
    status.setTypes(Set.of("integer"));
    members.put("status", status);
    members.put("code", text("stable; all there are: x-problem-codes"));
    members.put("zh", text("what happened"));
    members.put("en", text("what happened"));
    members.put("next", reference("Said").description("what to do next"));
    Schema<?> errors = new Schema<>();
    errors.setTypes(Set.of("array"));
    errors.setItems(reference("FieldProblem"));
    members.put("errors", errors);
    Map<String, Schema<?>> seal = new LinkedHashMap<>();
    seal.put("role", text("of its place in the layout"));
    seal.put("authority", text("USCC"));
    Schema<?> which = object(seal, List.copyOf(seal.keySet()));
    which.setDescription("which of a licence's several seals it is about");
    members.put("seal", which);
    members.put("instance", text("urn:uuid of the request, also in the header Request-Id"));
    Schema<?> problem =
        object(members, List.of("type", "title", "status", "code", "zh", "en", "next", "instance"));
    problem.setDescription("RFC 9457");
    problem.addExtension("x-problem-codes", ProblemCodes.all());
    return problem;
  }

  private static Schema<?> object(Map<String, Schema<?>> members, List<String> required) {
    Schema<?> schema = new Schema<>();
    schema.setTypes(Set.of("object"));
    members.forEach(schema::addProperty);
    schema.setRequired(required);
    return schema;
  }

  private static Schema<?> text(@org.jspecify.annotations.Nullable String description) {
    Schema<?> schema = new Schema<>();
    schema.setTypes(Set.of("string"));
    if (description != null) {
      schema.setDescription(description);
    }
    return schema;
  }

  private static Schema<?> reference(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }
}
