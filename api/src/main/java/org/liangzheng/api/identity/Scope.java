package org.liangzheng.api.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liangzheng.api.identity.Caller.Kind;
import org.liangzheng.api.identity.person.Role;

/**
 * A right a caller can hold and a token can carry (RFC 6749 §3.3): who may hold it, which roles
 * bring it to a person, and how surely a person has to be recognised. Whoever adds a right says all
 * of this here; the matrix of the tests follows from it.
 */
public enum Scope {
  /** Issue licences of the caller's own authority. */
  LICENCE_ISSUE("licence:issue", ActKind.OFFICE, true),
  /** Read licences of the caller's own authority. */
  LICENCE_READ("licence:read", ActKind.OFFICE, true),
  /** Suspend, resume and end licences of the caller's own authority. */
  LICENCE_ACT("licence:act", ActKind.OFFICE, true),
  /** Have annotated copies made of licences of the caller's own authority. */
  LICENCE_COPY("licence:copy", ActKind.OFFICE, true),
  /** Take out many licences of the caller's own authority at once. */
  LICENCE_EXPORT("licence:export", ActKind.WEIGHTY, true),
  /** Deliver licences that others issued, for sources of the caller's own authority. */
  EXTERNAL_DELIVER("external-licence:deliver", ActKind.OFFICE, true),
  /** Register sources of such licences, with the keys of those who deliver. */
  EXTERNAL_ISSUER_MANAGE("external-issuer:manage", ActKind.WEIGHTY, false),
  /** Read what happened to things of the caller's own authority. */
  EVENT_READ("event:read", ActKind.OFFICE, true),
  /** Read the audit log of all authorities; a person only for a supervising authority. */
  AUDIT_READ("audit:read", ActKind.OFFICE, true),
  /** Make and disable accounts of the caller's own authority. */
  ACCOUNT_MANAGE("account:manage", ActKind.OFFICE, false),
  /** See who has which role for the caller's own authority. */
  ROLE_READ("role:read", ActKind.OFFICE, false),
  /** Propose and revoke roles of the caller's own authority. */
  ROLE_MANAGE("role:manage", ActKind.WEIGHTY, false),
  /** See the machines of the caller's own authority. */
  CLIENT_READ("client:read", ActKind.OFFICE, false),
  /** Propose and disable machines of the caller's own authority. */
  CLIENT_MANAGE("client:manage", ActKind.WEIGHTY, false),
  /** See what waits for two people. */
  APPROVAL_READ("approval:read", ActKind.OFFICE, false),
  /** Approve, refuse, withdraw what needs two people; which of it, the act's role decides. */
  APPROVAL_DECIDE("approval:decide", ActKind.WEIGHTY, false),
  /** Record mandates that rest on a register: legal representatives and guardians. */
  MANDATE_RECORD("mandate:record", ActKind.WEIGHTY, true),
  /** Read the catalogue of licence types. */
  CATALOGUE_READ("catalogue:read", ActKind.OFFICE, true),
  /** Draft licence types, propose to publish them, withdraw them. */
  CATALOGUE_MANAGE("catalogue:manage", ActKind.WEIGHTY, false),
  /** See one's own mandates and give some to others. */
  MANDATE_OWN("mandate:own", ActKind.HOLDER, false),
  /** See one's own licences and who used them, and those one has a mandate to see. */
  LICENCE_OWN("licence:own", ActKind.HOLDER, false),
  /** See the seals of the caller's own authority and what was done to them. */
  SEAL_READ("seal:read", ActKind.OFFICE, true),
  /** Apply for, make, activate, suspend seals of the caller's own authority; propose the rest. */
  SEAL_MANAGE("seal:manage", ActKind.WEIGHTY, false),
  /** Seal documents and digests with office seals of the caller's own authority; ask others to. */
  SEAL_USE("seal:use", ActKind.OFFICE, true),
  /** Approve or refuse for the caller's own authority what several authorities seal. */
  SEAL_TASK_DECIDE("seal-task:decide", ActKind.WEIGHTY, false),
  /** Search the seal book of the caller's own authority. */
  SEAL_BOOK_READ("seal-book:read", ActKind.OFFICE, true),
  /** Show own licences by code, and those one has a mandate to show. */
  PRESENTATION_SHOW("presentation:show", ActKind.HOLDER, false),
  /** Scan codes as a registered verifier point. */
  PRESENTATION_VERIFY("presentation:verify", ActKind.POINT, false),
  /** See the verifier points of the caller's own authority. */
  POINT_READ("verifier-point:read", ActKind.OFFICE, false),
  /** Register, enrol, suspend and revoke verifier points of the caller's own authority. */
  POINT_MANAGE("verifier-point:manage", ActKind.WEIGHTY, false),
  /** Open and close cases of matters that the caller's authority handles. */
  CASE_MANAGE("case:manage", ActKind.OFFICE, true),
  /** Fetch licences of others for a case, as the matter allows. */
  LICENCE_FETCH("licence:fetch", ActKind.OFFICE, true),
  /** Read receipts of what the caller's authority fetched, or of its licences. */
  RECEIPT_READ("receipt:read", ActKind.OFFICE, true),
  /** Read how much paper the caller's authority did not ask for. */
  SHARING_METER_READ("sharing-meter:read", ActKind.OFFICE, true),
  /** Answer objections to what the caller's authority used. */
  OBJECTION_ANSWER("objection:answer", ActKind.WEIGHTY, false),
  /** See who asks for one's own licences, agree, refuse, withdraw. */
  CONSENT_OWN("consent:own", ActKind.HOLDER, false),
  /** Object to a use of one's own licences. */
  OBJECTION_OWN("objection:own", ActKind.HOLDER, false);

  private final String wire;
  private final ActKind act;
  private final boolean machines;

  Scope(String wire, ActKind act, boolean machines) {
    this.wire = wire;
    this.act = act;
    this.machines = machines;
  }

  /** As it stands in tokens and in the database; stable. */
  public String wire() {
    return wire;
  }

  /** What kind of act it allows, for how surely a person has to be recognised. */
  public ActKind act() {
    return act;
  }

  /** The roles that bring it to a person; none for holders' rights. */
  Set<Role> roles() {
    return switch (this) {
      case LICENCE_ISSUE, LICENCE_READ, MANDATE_RECORD -> EnumSet.of(Role.LICENCE_OFFICER);
      case LICENCE_ACT, LICENCE_COPY, LICENCE_EXPORT -> EnumSet.of(Role.LICENCE_OFFICER);
      case EXTERNAL_DELIVER -> EnumSet.of(Role.LICENCE_OFFICER);
      case EXTERNAL_ISSUER_MANAGE -> EnumSet.of(Role.ADMINISTRATOR);
      case EVENT_READ -> EnumSet.of(Role.LICENCE_OFFICER, Role.AUDITOR);
      case AUDIT_READ -> EnumSet.of(Role.AUDITOR);
      case ACCOUNT_MANAGE, ROLE_MANAGE, CLIENT_MANAGE -> EnumSet.of(Role.ADMINISTRATOR);
      case ROLE_READ, CLIENT_READ -> EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR);
      case APPROVAL_READ, APPROVAL_DECIDE -> EnumSet.allOf(Role.class);
      case CATALOGUE_READ -> EnumSet.allOf(Role.class);
      case CATALOGUE_MANAGE -> EnumSet.of(Role.CATALOGUE_MANAGER);
      case MANDATE_OWN, LICENCE_OWN -> EnumSet.noneOf(Role.class);
      case SEAL_MANAGE, SEAL_USE, SEAL_TASK_DECIDE -> EnumSet.of(Role.SEAL_KEEPER);
      case SEAL_READ, SEAL_BOOK_READ -> EnumSet.of(Role.SEAL_KEEPER, Role.AUDITOR);
      case PRESENTATION_SHOW, PRESENTATION_VERIFY -> EnumSet.noneOf(Role.class);
      case POINT_READ -> EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR);
      case POINT_MANAGE -> EnumSet.of(Role.ADMINISTRATOR);
      case CASE_MANAGE, LICENCE_FETCH, OBJECTION_ANSWER -> EnumSet.of(Role.LICENCE_OFFICER);
      case RECEIPT_READ -> EnumSet.of(Role.LICENCE_OFFICER, Role.AUDITOR);
      case SHARING_METER_READ ->
          EnumSet.of(Role.LICENCE_OFFICER, Role.CATALOGUE_MANAGER, Role.AUDITOR);
      case CONSENT_OWN, OBJECTION_OWN -> EnumSet.noneOf(Role.class);
    };
  }

  /** Which kinds of callers can hold it. */
  Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (machines) {
      kinds.add(Kind.MACHINE);
    }
    if (!roles().isEmpty()) {
      kinds.add(Kind.OFFICER);
    }
    if (act == ActKind.HOLDER) {
      kinds.add(Kind.HOLDER);
    }
    if (act == ActKind.POINT) {
      kinds.add(Kind.POINT);
    }
    return kinds;
  }

  /** Whether a role brings it. */
  boolean comesWith(Role role) {
    return roles().contains(role);
  }

  static Optional<Scope> of(String wire) {
    return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
  }

  /** Names this version does not know grant nothing. */
  static Set<Scope> known(Collection<String> wires) {
    Set<Scope> known = EnumSet.noneOf(Scope.class);
    wires.forEach(wire -> of(wire).ifPresent(known::add));
    return known;
  }

  /** Those of the names that a machine can hold. */
  public static Set<Scope> ofMachines(Collection<String> wires) {
    Set<Scope> known = known(wires);
    known.removeIf(scope -> !scope.machines);
    return known;
  }

  /** Their names, in order. */
  public static List<String> names(Collection<Scope> scopes) {
    return List.copyOf(wires(scopes));
  }

  static Set<String> wires(Collection<Scope> scopes) {
    return scopes.stream()
        .map(Scope::wire)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }
}
