package org.liangzheng.api.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * What is written as a number or a truth value is no text and no date: {@code 0012} and {@code 12}
 * are the same number, and the code a caller meant is lost before it gets here. The other way round
 * the setting {@code allow-coercion-of-scalars} refuses it. A null among the elements of a list is
 * refused as well: no handler expects one.
 */
@Component
final class StrictJson implements JsonMapperBuilderCustomizer {
  private static final LogicalType[] WRITTEN_AS_TEXT = {
    LogicalType.Textual, LogicalType.DateTime, LogicalType.Enum, LogicalType.OtherScalar
  };

  /** The framework's reader takes seconds since 1970 too, as a number and as digits in quotes. */
  private static final class InstantReader extends StdScalarDeserializer<Instant> {
    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) {
      if (in.hasToken(JsonToken.VALUE_STRING)) {
        try {
          return Instant.parse(in.getString());
        } catch (DateTimeParseException other) {
          // Told below.
        }
      }
      return context.reportInputMismatch(Instant.class, "not an instant of RFC 3339");
    }
  }

  @Override
  public void customize(JsonMapper.Builder builder) {
    for (LogicalType type : WRITTEN_AS_TEXT) {
      builder.withCoercionConfig(
          type,
          config ->
              config
                  .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
    for (Class<?> several : new Class<?>[] {List.class, Set.class}) {
      builder.withConfigOverride(
          several, config -> config.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
    }
    builder.addModule(
        new SimpleModule("strict instants").addDeserializer(Instant.class, new InstantReader()));
  }
}
