// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.request.Query;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a rule, {@code fault=CutBodyAfter&bytes=100&key=*.bin&nth=2&times=3}: the name of the fault, the
 * components of its record under their names, and the conditions of the rule. A query parameter is a condition of the
 * form {@code query=partNumber=3}, or {@code query=uploads} for any value.
 */
public final class FaultRuleFormat {

    private static final String FAULT = "fault";
    private static final String NTH = "nth";
    private static final String KEY = "key";
    private static final String METHOD = "method";
    private static final String QUERY = "query";
    private static final String TIMES = "times";
    private static final String ALWAYS = "always";
    private static final String NUMBER = "a number";

    /** Parameters of the rule itself. No fault has a component with one of these names. */
    public static final List<String> RULE_PARAMETERS = List.of(FAULT, NTH, KEY, METHOD, QUERY, TIMES);

    /** The classes of the faults by name. */
    static final NavigableMap<String, Class<?>> FAULTS = faults(Fault.class);

    private FaultRuleFormat() {}

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException with the parameter, its value and what is allowed
     */
    public static FaultRule parse(Query query) {
        String name = query.first(FAULT);
        Class<?> type = name == null ? null : FAULTS.get(name);
        if (type == null) {
            throw wrong(FAULT, "one of " + String.join(", ", FAULTS.keySet()), name);
        }
        checkNames(query, type);
        FaultRule rule = FaultRule.of(fault(type, query));
        String nth = query.first(NTH);
        String key = query.first(KEY);
        String method = query.first(METHOD);
        String times = query.first(TIMES);
        rule = nth == null ? rule : rule.onNth(number(NTH, nth, NUMBER));
        rule = key == null ? rule : rule.forKey(key);
        rule = method == null ? rule : rule.forMethod(method);
        for (String parameter : query.all(QUERY)) {
            int equals = parameter.indexOf('=');
            rule = equals < 0
                    ? rule.forQuery(parameter, "*")
                    : rule.forQuery(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        if (times == null) {
            return rule;
        }
        return times.equals(ALWAYS) ? rule.always() : rule.times(number(TIMES, times, NUMBER + " or " + ALWAYS));
    }

    /** Returns the parameters of each fault by name, each with an example of its value. */
    public static Map<String, Map<String, String>> kinds() {
        Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
        FAULTS.forEach((name, type) -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                parameters.put(component.getName(), example(component.getType()));
            }
            kinds.put(name, parameters);
        });
        return kinds;
    }

    private static String example(Class<?> type) {
        if (type == Duration.class) {
            return "PT1.5S";
        }
        if (type == Map.class) {
            return "Retry-After: 2";
        }
        return type == String.class ? "text" : "number";
    }

    /** Returns the name of a fault, such as {@code CutBodyAfter}. */
    static String name(Fault fault) {
        return fault.getClass().getSimpleName();
    }

    /** Returns the text that {@link #parse} reads. It leaves out a condition that is code. */
    public static String format(FaultRule rule) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(FAULT, List.of(name(rule.fault())));
        for (RecordComponent component : rule.fault().getClass().getRecordComponents()) {
            parameters.put(component.getName(), texts(value(component, rule.fault())));
        }
        if (rule.nth() > 1) {
            parameters.put(NTH, List.of(Long.toString(rule.nth())));
        }
        RequestSelector requests = rule.requests();
        if (requests.key() != null) {
            parameters.put(KEY, List.of(requests.key()));
        }
        if (requests.method() != null) {
            parameters.put(METHOD, List.of(requests.method()));
        }
        parameters.put(
                QUERY,
                requests.query().entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .toList());
        if (rule.times() > 1) {
            parameters.put(TIMES, List.of(rule.times() == FaultRule.ALWAYS ? ALWAYS : Long.toString(rule.times())));
        }
        List<String> pairs = new ArrayList<>();
        parameters.forEach(
                (name, values) -> values.forEach(value -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8))));
        return String.join("&", pairs);
    }

    private static NavigableMap<String, Class<?>> faults(Class<?> type) {
        NavigableMap<String, Class<?>> faults = new TreeMap<>();
        if (type.isRecord()) {
            faults.put(type.getSimpleName(), type);
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                faults.putAll(faults(permitted));
            }
        }
        return faults;
    }

    private static void checkNames(Query query, Class<?> type) {
        List<String> allowed = new ArrayList<>(RULE_PARAMETERS);
        List<String> repeatable = new ArrayList<>(List.of(QUERY));
        for (RecordComponent component : type.getRecordComponents()) {
            allowed.add(component.getName());
            if (component.getType() == Map.class) {
                repeatable.add(component.getName());
            }
        }
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> parameter : query.parameters()) {
            String name = parameter.getKey();
            if (!allowed.contains(name)) {
                throw wrong("parameter", "one of " + String.join(", ", allowed), name);
            }
            if (!seen.add(name) && !repeatable.contains(name)) {
                throw wrong(name, "one value", "repeated");
            }
        }
    }

    private static Fault fault(Class<?> type, Query query) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> argument(component.getName(), component.getType(), query))
                .toArray();
        try {
            return (Fault) type.getConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object argument(String name, Type type, Query query) {
        if (type == Map.class) {
            return fields(name, query);
        }
        String text = query.first(name);
        if (type == String.class) {
            if (text == null) {
                throw wrong(name, "a text", null);
            }
            return text;
        }
        if (type == long.class) {
            return number(name, text, NUMBER);
        }
        if (type == int.class) {
            long number = number(name, text, NUMBER);
            if (number != (int) number) {
                throw wrong(name, "a number of 32 bits", text);
            }
            return (int) number;
        }
        if (type == Duration.class) {
            return duration(name, text);
        }
        throw new IllegalStateException("no text form for " + type);
    }

    /** Reads all parameters of this name, each a header like {@code Retry-After: 2}. */
    private static Map<String, String> fields(String name, Query query) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String text : query.all(name)) {
            String[] field = text.split(":", 2);
            if (field.length < 2 || field[0].isBlank()) {
                throw wrong(name, "a field like Retry-After: 2", text);
            }
            fields.put(field[0].strip(), field[1].strip());
        }
        return fields;
    }

    private static long number(String name, @Nullable String text, String allowed) {
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw wrong(name, allowed, text);
        }
    }

    private static Duration duration(String name, @Nullable String text) {
        try {
            return Duration.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw wrong(name, "a duration like PT1.5S", text);
        }
    }

    private static Object value(RecordComponent component, Fault fault) {
        try {
            return component.getAccessor().invoke(fault);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Object value) {
        return value instanceof Map<?, ?> fields
                ? fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue())
                        .toList()
                : List.of(value.toString());
    }

    private static IllegalArgumentException wrong(String name, String allowed, @Nullable String actual) {
        return new IllegalArgumentException(
                name + ": must be " + allowed + (actual == null ? ", was missing" : ", was " + actual));
    }
}
