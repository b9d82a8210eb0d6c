package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.licence.HolderLicences;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.external.ForeignLicences;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.springframework.stereotype.Service;

/**
 * Which materials of a case are satisfied by licences. Of what takes consent nothing is looked up,
 * let alone told, before there is one.
 */
@Service
class Coverage {
  private final HolderLicences own;
  private final ForeignLicences foreign;
  private final Parties parties;

  Coverage(HolderLicences own, ForeignLicences foreign, Parties parties) {
    this.own = own;
    this.foreign = foreign;
    this.parties = parties;
  }

  /** How a material stands; the order is that of preference where one of several will do. */
  enum State {
    COVERED,
    /** Several licences are in force: the asker says which. */
    SEVERAL,
    ISSUER_UNREACHABLE,
    ENDED,
    NOT_FOUND,
    /** Nothing is said before the holder agrees. */
    ASK_HOLDER
  }

  /**
   * A licence that can be fetched.
   *
   * @param foreign whether another city's issuer delivered it
   */
  record Ref(UUID id, String issuer, Instant issuedAt, boolean foreign) {}

  /**
   * A licence type of a material.
   *
   * @param why what it ended by; TOO_OLD where it is in force and not fresh enough
   * @param licences that can be fetched
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Choice(String type, State state, @Nullable String why, List<Ref> licences) {}

  /** A material. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Covered(
      String material,
      Said name,
      Basis basis,
      State state,
      @Nullable String why,
      List<Choice> choices) {}

  /** One licence as coverage sees it. */
  private record Candidate(LicenceTypeCode type, LicenceState state, boolean reachable, Ref ref) {}

  /**
   * All materials of a case, as they stand now.
   *
   * @param granted parties who agreed
   */
  List<Covered> of(SharingCase asked, Set<UUID> granted, Instant now) {
    return of(asked, granted, now, this::code);
  }

  /**
   * The same for who knows the parties' codes.
   *
   * @param codes of the parties
   */
  List<Covered> of(
      SharingCase asked, Set<UUID> granted, Instant now, Function<UUID, HolderCode> codes) {
    Map<UUID, List<Candidate>> found = new HashMap<>();
    List<Covered> covered = new ArrayList<>();
    for (Matter.Material material : asked.matter().materials()) {
      UUID party = asked.party(material);
      if (material.basis() == Basis.CONSENT && !granted.contains(party)) {
        covered.add(
            new Covered(
                material.code(),
                material.name(),
                material.basis(),
                State.ASK_HOLDER,
                null,
                List.of()));
        continue;
      }
      List<Candidate> candidates =
          found.computeIfAbsent(
              party, one -> look(types(asked, one, granted), codes.apply(one), now));
      covered.add(of(material, candidates, now));
    }
    return covered;
  }

  /** One material, of whose consent, where it takes one, the caller has made sure. */
  Covered granted(SharingCase asked, Matter.Material material, Instant now) {
    Set<LicenceTypeCode> types = new HashSet<>();
    material.options().forEach(option -> types.add(option.type()));
    return of(material, look(types, code(asked.party(material)), now), now);
  }

  private HolderCode code(UUID party) {
    return parties.find(party).orElseThrow().code();
  }

  /** All types that may be looked for of a party. */
  private static Set<LicenceTypeCode> types(SharingCase asked, UUID party, Set<UUID> granted) {
    Set<LicenceTypeCode> types = new HashSet<>();
    asked
        .about(party)
        .filter(one -> one.basis() == Basis.STATUTORY || granted.contains(party))
        .forEach(one -> one.options().forEach(option -> types.add(option.type())));
    return types;
  }

  private List<Candidate> look(Set<LicenceTypeCode> types, HolderCode code, Instant now) {
    LocalDate today = LegalDay.of(now);
    List<Candidate> found = new ArrayList<>();
    own.of(code, types, today)
        .forEach(held ->
            found.add(
                new Candidate(
                    held.type(),
                    held.state(),
                    true,
                    new Ref(held.id(), held.authority().value(), held.issuedAt(), false))));
    foreign
        .of(code, types)
        .forEach(held ->
            found.add(
                new Candidate(
                    held.type(),
                    held.state(),
                    held.reachable(),
                    new Ref(held.id(), held.authority().value(), held.issuedAt(), true))));
    return found;
  }

  private static Covered of(Matter.Material material, List<Candidate> all, Instant now) {
    List<Choice> choices =
        material.options().stream().map(option -> choice(option, all, now)).toList();
    Comparator<Choice> order = Comparator.comparing(Choice::state);
    Choice decisive =
        (material.need() == Matter.Need.ANY
                ? choices.stream().min(order)
                : choices.stream().max(order))
            .orElseThrow();
    return new Covered(
        material.code(),
        material.name(),
        material.basis(),
        decisive.state(),
        decisive.why(),
        choices);
  }

  private static Choice choice(Matter.Option option, List<Candidate> all, Instant now) {
    List<Candidate> of = all.stream().filter(one -> one.type().equals(option.type())).toList();
    List<Candidate> inForce =
        of.stream().filter(one -> one.state() == LicenceState.IN_FORCE).toList();
    List<Ref> usable =
        inForce.stream()
            .filter(one -> one.reachable() && fresh(one, option, now))
            .map(Candidate::ref)
            .toList();
    String type = option.type().value();
    if (!usable.isEmpty()) {
      return new Choice(type, usable.size() == 1 ? State.COVERED : State.SEVERAL, null, usable);
    }
    if (inForce.stream().anyMatch(one -> !one.reachable())) {
      return new Choice(type, State.ISSUER_UNREACHABLE, null, List.of());
    }
    if (!inForce.isEmpty()) {
      return new Choice(type, State.ENDED, "TOO_OLD", List.of());
    }
    Optional<Candidate> ended = of.stream().findFirst();
    return ended.isPresent()
        ? new Choice(type, State.ENDED, ended.get().state().name(), List.of())
        : new Choice(type, State.NOT_FOUND, null, List.of());
  }

  private static boolean fresh(Candidate candidate, Matter.Option option, Instant now) {
    return option.freshDays() == 0
        || !LegalDay.of(candidate.ref().issuedAt())
            .plusDays(option.freshDays())
            .isBefore(LegalDay.of(now));
  }
}
