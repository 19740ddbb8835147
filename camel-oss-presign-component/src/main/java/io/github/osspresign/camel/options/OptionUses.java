package io.github.osspresign.camel.options;

import io.github.osspresign.sign.PostPolicy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Table of the options of a component, with the uses of an endpoint that each option belongs to. An option that an
 * endpoint sets and does not use is refused: its author relies on an effect that it does not have.
 *
 * @param <C> options of an endpoint
 * @param <U> uses, such as operations; the text of each says how to select it
 */
public final class OptionUses<C, U extends Enum<U>> {

    private final C builtIn;
    private final Set<String> evaluated;
    private final String advice;
    private final Map<String, Row<C, U>> rows = new LinkedHashMap<>();

    /** Getter of an option. */
    @FunctionalInterface
    public interface Getter<C> {
        @Nullable Object of(C options);
    }

    private record Row<C, U>(Getter<C> value, Set<U> uses) {}

    /**
     * @param builtIn options with their built-in defaults
     * @param evaluated options that may contain an expression
     * @param advice what to do instead of an expression in another option, for the message of the exception
     */
    public OptionUses(C builtIn, Set<String> evaluated, String advice) {
        this.builtIn = builtIn;
        this.evaluated = evaluated;
        this.advice = advice;
    }

    /** Adds an option that belongs to every use. */
    public OptionUses<C, U> add(String option, Getter<C> value) {
        rows.put(option, new Row<>(value, Set.of()));
        return this;
    }

    /** Adds an option that belongs to some uses only. */
    public OptionUses<C, U> add(String option, Getter<C> value, Set<U> uses) {
        rows.put(option, new Row<>(value, Collections.unmodifiableSet(EnumSet.copyOf(uses))));
        return this;
    }

    /**
     * Checks that an endpoint sets only options that it uses, and expressions only where they are evaluated. Defaults may be
     * set for endpoints of other uses, and an endpoint may set an option back to its built-in default.
     *
     * @param options options of the endpoint
     * @param defaults options of the component
     * @param active uses of the endpoint
     * @param evenDefaults whether an option that the endpoint does not use is refused even as a default
     * @throws IllegalArgumentException if the endpoint sets another option; the message says what it belongs to
     */
    public void check(C options, C defaults, Set<U> active, Predicate<String> evenDefaults) {
        rows.forEach((option, row) -> {
            if (!evaluated.contains(option) && hasExpression(row.value().of(options))) {
                throw new IllegalArgumentException(option + ": must not contain an expression; " + advice);
            }
            boolean isDefault = !differ(row, options, defaults);
            if (!isUsed(option, active) && differ(row, options, builtIn) && (!isDefault || evenDefaults.test(option))) {
                throw new IllegalArgumentException(option + ": must be used with " + of(option) + ", was used without"
                        + (isDefault ? ", as a default of the component" : ""));
            }
        });
    }

    private static boolean hasExpression(@Nullable Object value) {
        String text = value instanceof String || value instanceof Map ? value.toString() : "";
        // The variable of a form is no expression.
        boolean ofForm = text.endsWith(PostPolicy.FILE_NAME);
        return SimpleExpression.indexIn(ofForm ? text.replace(PostPolicy.FILE_NAME, "") : text) >= 0;
    }

    private static <C> boolean differ(Row<C, ?> row, C options, C others) {
        return !Objects.equals(row.value().of(options), row.value().of(others));
    }

    /** Returns whether an option belongs to one of the uses of an endpoint. */
    public boolean isUsed(String option, Set<U> active) {
        Set<U> uses = Objects.requireNonNull(rows.get(option), option).uses();
        return uses.isEmpty() || uses.stream().anyMatch(active::contains);
    }

    /** Returns the names of all options. */
    public Set<String> options() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    /** Returns the uses of an option as text, empty if it belongs to every use. */
    public String of(String option) {
        return Objects.requireNonNull(rows.get(option), option).uses().stream()
                .map(Object::toString)
                .collect(Collectors.joining(" or "));
    }
}
