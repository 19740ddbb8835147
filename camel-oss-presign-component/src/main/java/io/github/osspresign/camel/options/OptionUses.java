// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.sign.PostPolicy;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriParam;
import org.jspecify.annotations.Nullable;

/**
 * Uses of an endpoint that each of its options belongs to. An option is a field with {@link UriParam}; it belongs to every
 * use unless it is added for some. An option that an endpoint sets and does not use is refused: its author relies on an
 * effect that it does not have.
 *
 * @param <C> options of an endpoint
 * @param <U> uses, such as operations; the text of each says how to select it
 */
public final class OptionUses<C, U extends Enum<U>> {

    private final C builtIn;
    private final Set<String> evaluated;
    private final String advice;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Set<U>> uses = new HashMap<>();

    /**
     * @param builtIn options with their built-in defaults
     * @param evaluated options that may contain an expression
     * @param advice what to do instead of an expression in another option, for the message of the exception
     */
    public OptionUses(C builtIn, Set<String> evaluated, String advice) {
        this.builtIn = builtIn;
        this.evaluated = evaluated;
        this.advice = advice;
        for (Field field : builtIn.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(UriParam.class)) {
                field.setAccessible(true);
                fields.put(field.getName(), field);
            }
        }
    }

    /** Adds options that belong to some uses only. */
    public OptionUses<C, U> add(Set<U> some, String... options) {
        for (String option : options) {
            Objects.requireNonNull(fields.get(option), option);
            uses.put(option, some);
        }
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
        for (String option : fields.keySet()) {
            Object value = value(option, options);
            if (!evaluated.contains(option) && hasExpression(value)) {
                throw new IllegalArgumentException(option + ": must not contain an expression; " + advice);
            }
            boolean isDefault = Objects.equals(value, value(option, defaults));
            boolean isBuiltIn = Objects.equals(value, value(option, builtIn));
            if (!isUsed(option, active) && !isBuiltIn && (!isDefault || evenDefaults.test(option))) {
                throw new IllegalArgumentException(option + ": must be used with " + of(option) + ", was used without"
                        + (isDefault ? ", as a default of the component" : ""));
            }
        }
    }

    /** Returns the value of an option. */
    public @Nullable Object value(String option, C options) {
        try {
            return Objects.requireNonNull(fields.get(option), option).get(options);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasExpression(@Nullable Object value) {
        String text = value instanceof String || value instanceof Map ? value.toString() : "";
        // The variable of a form is no expression.
        boolean ofForm = text.endsWith(PostPolicy.FILE_NAME);
        return SimpleExpression.indexIn(ofForm ? text.replace(PostPolicy.FILE_NAME, "") : text) >= 0;
    }

    /** Returns whether an option belongs to one of the uses of an endpoint. */
    public boolean isUsed(String option, Set<U> active) {
        Set<U> some = uses.get(option);
        return some == null || some.stream().anyMatch(active::contains);
    }

    /** Returns the names of all options. */
    public Set<String> options() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Returns the uses of an option as text, empty if it belongs to every use. */
    public String of(String option) {
        return uses.getOrDefault(option, Set.of()).stream()
                .map(Object::toString)
                .collect(Collectors.joining(" or "));
    }
}
