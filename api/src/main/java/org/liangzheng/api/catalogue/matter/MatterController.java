package org.liangzheng.api.catalogue.matter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.publication.VersionDesk;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.text.Csv;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published matters, what they reuse, and what nobody needs to submit. */
@RestController
class MatterController {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
  private static final CacheControl SHORT =
      CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

  private final MatterPublication published;
  private final VersionDesk desk;
  private final Matters matters;
  private final Catalogue catalogue;
  private final Authorities authorities;
  private final JsonMapper json;

  MatterController(
      MatterPublication published,
      VersionDesk desk,
      Matters matters,
      Catalogue catalogue,
      Authorities authorities,
      JsonMapper json) {
    this.published = published;
    this.desk = desk;
    this.matters = matters;
    this.catalogue = catalogue;
    this.authorities = authorities;
    this.json = json;
  }

  /** All that is listed. */
  record Page(List<VersionDesk.Summary> matters) {}

  /** What an export is; an import takes it back. */
  record Export(List<JsonNode> matters) {}

  /** The newest version of each matter. */
  @GetMapping(MatterPublication.VERSIONS)
  @Access(scope = Scope.CATALOGUE_READ)
  Page list(Caller.OfAuthority caller) {
    return new Page(desk.list(published));
  }

  /** One version of a matter. */
  @GetMapping(MatterPublication.VERSIONS + "/{id}")
  @Access(scope = Scope.CATALOGUE_READ)
  VersionDesk.View show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return desk.show(published, id);
  }

  /** All versions of the matter that a version belongs to, newest first. */
  @GetMapping(MatterPublication.VERSIONS + "/{id}/versions")
  @Access(scope = Scope.CATALOGUE_READ)
  Page versions(Caller.OfAuthority caller, @PathVariable UUID id) {
    return new Page(desk.versions(published, id));
  }

  /**
   * All matters in use, for another catalogue or a spreadsheet.
   *
   * @param format json (without it, too) or csv
   */
  @GetMapping("/v1/matter-exports")
  @Access(scope = Scope.CATALOGUE_READ)
  ResponseEntity<byte[]> export(
      Caller.OfAuthority caller, @RequestParam(required = false) @Nullable String format) {
    List<Matter> all = matters.inUse();
    return switch (format) {
      case null -> asJson(all);
      case "json" -> asJson(all);
      case "csv" -> csv(MatterFile.csv(all, json));
      default -> throw new Problem(WebProblem.PARAMETER_INVALID, "format");
    };
  }

  private ResponseEntity<byte[]> asJson(List<Matter> all) {
    List<JsonNode> definitions = new ArrayList<>();
    all.forEach(matter -> definitions.add(MatterFile.definition(matter, json)));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.writeValueAsBytes(new Export(definitions)));
  }

  private static ResponseEntity<byte[]> csv(String text) {
    return ResponseEntity.ok().contentType(CSV).body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Withdraws a matter: no case is opened by it from now on; open cases go on. */
  @PostMapping(MatterPublication.VERSIONS + "/{id}/withdrawal")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> withdraw(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody VersionDesk.Withdraw body) {
    return desk.withdraw(published, caller, id, key, body);
  }

  /** A material that nobody needs to submit on paper. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Spared(String code, Said name, Basis basis, @Nullable Said statute, List<Said> licences) {}

  /** A matter with what it does not ask for any more. */
  record SparedMatter(String code, Said name, List<String> authorities, List<Spared> materials) {}

  /** 免提交清单. */
  record SparedList(List<SparedMatter> matters) {}

  /**
   * What need not be submitted, for everybody to read. 免提交清单
   *
   * @param format json (without it, too) or csv
   */
  @GetMapping("/v1/no-submission-list")
  @PublicAccess
  ResponseEntity<byte[]> spared(@RequestParam(required = false) @Nullable String format) {
    SparedList list = new SparedList(matters.inUse().stream().map(this::spared).toList());
    return switch (format) {
      case null -> sparedJson(list);
      case "json" -> sparedJson(list);
      case "csv" ->
          ResponseEntity.ok()
              .cacheControl(SHORT)
              .contentType(CSV)
              .body(sparedCsv(list).getBytes(StandardCharsets.UTF_8));
      default -> throw new Problem(WebProblem.PARAMETER_INVALID, "format");
    };
  }

  private ResponseEntity<byte[]> sparedJson(SparedList list) {
    return ResponseEntity.ok()
        .cacheControl(SHORT)
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.writeValueAsBytes(list));
  }

  private static String sparedCsv(SparedList list) {
    StringBuilder out = new StringBuilder(Csv.MARK);
    out.append(Csv.shown(List.of("事项", "材料", "由哪些电子证照代替", "依据")));
    for (SparedMatter matter : list.matters()) {
      for (Spared material : matter.materials()) {
        Said statute = material.statute();
        out.append(
            Csv.shown(
                List.of(
                    matter.name().zh(),
                    material.name().zh(),
                    String.join("、", material.licences().stream().map(Said::zh).toList()),
                    statute == null ? "持证人同意" : statute.zh())));
      }
    }
    return out.toString();
  }

  private SparedMatter spared(Matter matter) {
    return new SparedMatter(
        matter.code(),
        matter.name(),
        matter.authorities().stream().map(this::name).toList(),
        matter.materials().stream()
            .map(material ->
                new Spared(
                    material.code(),
                    material.name(),
                    material.basis(),
                    material.statute(),
                    material.options().stream().map(option -> name(option.type())).toList()))
            .toList());
  }

  private String name(OrganizationId authority) {
    return authorities.find(authority).map(Authority::name).orElse(authority.value());
  }

  private Said name(LicenceTypeCode type) {
    return catalogue
        .newest(type)
        .map(VersionDesk::name)
        .orElse(new Said(type.value(), type.value()));
  }

  /** A matter or a licence type in the graph. */
  record Node(String id, Kind kind, Said name) {}

  /** What a node is. */
  enum Kind {
    MATTER,
    LICENCE_TYPE
  }

  /**
   * An arrow of the graph.
   *
   * @param material by which a licence type goes into a matter; absent for what a matter produces
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Edge(String from, String to, @Nullable String material) {}

  /** How licences are reused: types go into matters, and matters produce types. */
  record Graph(List<Node> nodes, List<Edge> edges) {}

  /** The graph of reuse, for everybody. */
  @GetMapping("/v1/matter-graph")
  @PublicAccess
  ResponseEntity<Graph> graph() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    TreeSet<String> types = new TreeSet<>();
    for (Matter matter : matters.inUse()) {
      nodes.add(new Node(matter.code(), Kind.MATTER, matter.name()));
      for (Matter.Material material : matter.materials()) {
        for (Matter.Option option : material.options()) {
          types.add(option.type().value());
          edges.add(new Edge(option.type().value(), matter.code(), material.code()));
        }
      }
      for (LicenceTypeCode type : matter.produces()) {
        types.add(type.value());
        edges.add(new Edge(matter.code(), type.value(), null));
      }
    }
    types.forEach(
        type -> nodes.add(new Node(type, Kind.LICENCE_TYPE, name(new LicenceTypeCode(type)))));
    return ResponseEntity.ok().cacheControl(SHORT).body(new Graph(nodes, edges));
  }
}
