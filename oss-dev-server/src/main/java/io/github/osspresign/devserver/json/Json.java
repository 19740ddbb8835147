package io.github.osspresign.devserver.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259). */
public sealed interface Json {

    record Text(String value) implements Json {}

    record Numeral(BigDecimal value) implements Json {}

    record Array(List<Json> values) implements Json {}

    record Members(Map<String, Json> values) implements Json {}

    /** One of {@code true}, {@code false} and {@code null}. */
    record Word(String value) implements Json {}
}
