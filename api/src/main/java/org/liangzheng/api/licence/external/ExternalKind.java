package org.liangzheng.api.licence.external;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.liangzheng.api.licence.batch.BatchKind;
import org.liangzheng.api.licence.batch.BatchOrder;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.JsonFailures;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Intent;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Each line is a delivery of the batch's source: how stock comes in. */
@Component
class ExternalKind implements BatchKind {
  static final String NAME = "EXTERNAL";

  private final ExternalIssuers issuers;
  private final DeliveryCheck check;
  private final ExternalRegister register;
  private final ExternalReading reading;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;
  private final int maxLine;

  ExternalKind(
      ExternalIssuers issuers,
      DeliveryCheck check,
      ExternalRegister register,
      ExternalReading reading,
      Ids ids,
      SecureRandom random,
      JsonMapper json,
      ExternalSettings settings) {
    this.issuers = issuers;
    this.check = check;
    this.register = register;
    this.reading = reading;
    this.ids = ids;
    this.random = random;
    this.json = json;
    this.maxLine = Math.toIntExact(settings.maxLine().toBytes());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int maxLine() {
    return maxLine;
  }

  @Override
  public byte[] allot() {
    return Fresh.make(ids, random).encode();
  }

  @Override
  public Supplier<Result> perform(Intent intent, byte[] line, BatchOrder order) {
    ExternalIssuer issuer =
        order
            .source()
            .flatMap(issuers::find)
            .map(ExternalDesk::inUse)
            .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_ISSUER_UNKNOWN));
    Word word = check.check(issuer, read(line), intent.time());
    Fresh fresh = Fresh.decode(intent.allotted());
    return () -> {
      ExternalRegister.Applied applied = register.apply(fresh, word, order.actor(), intent.time());
      return new Result(applied.effect().name(), applied.licence());
    };
  }

  @Override
  public Optional<Result> recover(Intent intent) {
    return reading
        .find(Fresh.decode(intent.allotted()).licence())
        .map(found -> new Result(ExternalRegister.Effect.TAKEN.name(), found.id()));
  }

  private Delivery read(byte[] line) {
    try {
      return json.readValue(line, Delivery.class);
    } catch (JacksonException unreadable) {
      throw JsonFailures.problem(unreadable);
    }
  }
}
