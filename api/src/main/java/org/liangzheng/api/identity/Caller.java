package org.liangzheng.api.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Who calls, for whom, with which rights: an argument of handlers that carry {@link Access}. A
 * handler takes the narrowest of these types its right allows; a caller of another kind never
 * reaches it.
 */
public sealed interface Caller {

  /** The rights in its token or session, of those it still has. */
  Set<Scope> scopes();

  /**
   * Who asked, for records: the id of a client, or the opaque id of a person's account. Also the
   * owner of idempotency keys.
   */
  String actor();

  /** What kind of caller it is. */
  Kind kind();

  /** The kinds there are, by which a {@link Scope} says who may hold it. */
  enum Kind {
    MACHINE(Machine.class),
    OFFICER(Officer.class),
    HOLDER(Holder.class),
    POINT(Point.class);

    private final Class<? extends Caller> type;

    Kind(Class<? extends Caller> type) {
      this.type = type;
    }

    Class<? extends Caller> type() {
      return type;
    }
  }

  /** Whoever acts for an authority, machine or person. */
  sealed interface OfAuthority extends Caller {
    OrganizationId authority();
  }

  /** A natural person, in whichever part. */
  sealed interface Person extends Caller {
    /** Of the account; opaque. */
    UUID account();

    /** Who the person is, the same for all accounts of one person; opaque. */
    UUID party();

    Assurance assurance();

    /** When the person last proved who it is. */
    Instant authenticatedAt();

    @Override
    default String actor() {
      return account().toString();
    }
  }

  /**
   * A system of an authority.
   *
   * @param clientId opaque, at most 64 letters, digits and {@code . _ ~ -}
   */
  record Machine(String clientId, OrganizationId authority, Set<Scope> scopes)
      implements OfAuthority {
    public Machine {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String actor() {
      return clientId;
    }

    @Override
    public Kind kind() {
      return Kind.MACHINE;
    }
  }

  /**
   * A person who works for an authority.
   *
   * @param roles it has for this authority, as they were at most 30 s ago
   */
  record Officer(
      UUID account,
      UUID party,
      OrganizationId authority,
      Set<Role> roles,
      Set<Scope> scopes,
      Assurance assurance,
      Instant authenticatedAt)
      implements OfAuthority, Person {
    public Officer {
      roles = Set.copyOf(roles);
      scopes = Set.copyOf(scopes);
    }

    @Override
    public Kind kind() {
      return Kind.OFFICER;
    }
  }

  /**
   * A person in its own affairs, and in those of others it has a mandate of.
   *
   * @param session the sign-in it all goes back to
   */
  record Holder(
      UUID account,
      UUID party,
      UUID session,
      Set<Scope> scopes,
      Assurance assurance,
      Instant authenticatedAt)
      implements Person {
    public Holder {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public Kind kind() {
      return Kind.HOLDER;
    }
  }

  /**
   * A registered verifier point that has proved possession of its key in this very request.
   *
   * @param authority whose point it is
   */
  record Point(UUID id, OrganizationId authority, Set<Scope> scopes) implements Caller {
    public Point {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String actor() {
      return id.toString();
    }

    @Override
    public Kind kind() {
      return Kind.POINT;
    }
  }
}
