// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchange.Cause;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was checked, expected and observed, as a table in Markdown that is safe to publish.
 *
 * <p>A promise of the project fails the test if it is not kept. An assumption about the service is only reported if OSS
 * differs; the dev server must meet it, because it makes the same assumption.
 */
final class LiveReport {

    private record Row(String check, String kind, String expected, String observed, String result) {}

    private static final String ASSUMPTION = "assumption";
    private static final String DIFFERS = "DIFFERS";

    private final LiveSettings settings;
    private final String camelVersion;
    private final LiveExchanges exchanges;
    private final List<Row> rows = new ArrayList<>();

    LiveReport(LiveSettings settings, String camelVersion, LiveExchanges exchanges) {
        this.settings = settings;
        this.exchanges = exchanges;
        this.camelVersion = camelVersion;
    }

    /** @param expected beginning of what must be observed; an error code (EC) after it is only reported */
    void promise(String check, String expected, Callable<?> observation) {
        compare(
                check,
                "promise",
                expected,
                LiveExchanges.NO_CAUSE,
                observation,
                observed -> observed.startsWith(expected));
    }

    /** @param expected what the dev server does, and what the documentation of OSS does not say clearly */
    void assumption(String check, String expected, Callable<?> observation) {
        compare(check, ASSUMPTION, expected, LiveExchanges.NO_CAUSE, observation, expected::equals);
    }

    /** Compares the response with that of a recorded exchange whose request has the same shape. */
    void recorded(RecordedExchange exchange, Callable<ServiceResponse> observation) {
        RecordedShape shape = new RecordedShape(exchange);
        compare(
                "Recorded: " + exchange.id(),
                ASSUMPTION,
                shape.expected(),
                new Cause(
                        exchange.cause().id(),
                        "Request of the same shape as " + exchange.id() + ".",
                        exchange.cause().knowable()),
                () -> shape.observed(observation.call()),
                shape.expected()::equals);
    }

    private void compare(
            String check,
            String kind,
            String expected,
            Cause cause,
            Callable<?> observation,
            Predicate<String> condition) {
        exchanges.beginCheck();
        Exception problem = null;
        String observed;
        try {
            observed = String.valueOf(observation.call());
        } catch (Exception e) {
            problem = e;
            observed = summary(e);
        }
        exchanges.endCheck(check, cause);
        boolean met = condition.test(observed);
        rows.add(new Row(check, kind, expected, observed, met ? "OK" : DIFFERS));
        if (!met && !(settings.real() && kind.equals(ASSUMPTION))) {
            throw new AssertionError(check + ": must be " + expected + ", was " + settings.masked(observed), problem);
        }
    }

    void leftOut(String check, String reason) {
        rows.add(new Row(check, "promise", "", reason, "LEFT OUT"));
    }

    /** Returns the status and codes of a failure without its message, which names the object. */
    private static String summary(Throwable failure) {
        if (failure instanceof ServiceResponse.UnexpectedException) {
            return failure.getMessage();
        }
        String name = failure.getClass().getSimpleName();
        if (!(failure instanceof OssPresignException refused)) {
            return name;
        }
        return Stream.of(name, refused.status() == 0 ? null : refused.status(), refused.ossCode(), refused.ec())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    /** Returns the whole report. */
    String markdown() {
        StringBuilder text = new StringBuilder(
                        settings.real() ? "Responses of OSS.\n\n" : "Responses of the dev server, not of OSS.\n\n")
                .append("- date: ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append('\n')
                .append("- Camel ")
                .append(camelVersion)
                .append(", JDK ")
                .append(Runtime.version().feature())
                .append('\n')
                .append("- region: ")
                .append(settings.region())
                .append('\n')
                .append("- address: ")
                .append(settings.address())
                .append('\n')
                .append("- credentials: ")
                .append(settings.keys().token() == null ? "long-term" : "temporary")
                .append('\n')
                .append("- differences: ")
                .append(rows.stream()
                        .filter(row -> row.result().equals(DIFFERS))
                        .count())
                .append(" of ")
                .append(rows.size())
                .append("\n\n| check | kind | expected | observed | result |\n| --- | --- | --- | --- | --- |\n");
        rows.stream()
                .sorted(Comparator.comparing(Row::check))
                .forEach(row -> text.append("| ")
                        .append(Stream.of(row.check(), row.kind(), row.expected(), row.observed(), row.result())
                                .map(this::cell)
                                .collect(Collectors.joining(" | ")))
                        .append(" |\n"));
        return text.toString();
    }

    /** The service, not this project, has written parts of it. */
    private String cell(String text) {
        return settings.masked(text)
                .replaceAll("\\p{Cntrl}", " ")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }
}
