package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects the requests that a fault applies to. A rule counts the requests that meet all its conditions and that no
 * earlier rule applies to. It starts with the nth of them and ends after the given number of times.
 *
 * <pre>{@code
 * server.inject(FaultRule.of(new Fault.CutBodyAfter(100)).onNth(3).forKey("dir/*.bin").forMethod("GET").times(2));
 * }</pre>
 *
 * A {@link Fault.OnConnection} applies to connections, which have no key, method or other condition.
 *
 * @param nth number of the first match that the fault applies to, 1 or more
 * @param key pattern for the key of the object, or null for every request; {@code *} matches any characters, also
 *     slashes, and {@code ?} matches one character
 * @param method HTTP method in upper case, or null for every method
 * @param times how many times the fault applies, 1 or more, or {@link #ALWAYS}
 * @param condition further condition, or null
 */
public record FaultRule(
        Fault fault,
        long nth,
        @Nullable String key,
        @Nullable String method,
        long times,
        @Nullable Predicate<RecordedRequest> condition) {

    /** The number of times of a rule that never ends. */
    public static final long ALWAYS = Long.MAX_VALUE;

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    public FaultRule {
        require(nth >= 1, "nth", "1 or more", nth);
        require(times >= 1, "times", "1 or more", times);
        require(method == null || METHOD.matcher(method).matches(), "method", "a name like GET", method);
        if (fault instanceof Fault.OnConnection) {
            String none = "absent for " + FaultRuleFormat.name(fault) + ", which applies to connections";
            require(key == null, "key", none, key);
            require(method == null, "method", none, method);
            require(condition == null, "condition", none, "one");
        }
        if (fault instanceof Fault.ConnectionRefused) {
            require(nth == 1, "nth", "1 for ConnectionRefused, which starts at once", nth);
            require(times == 1, "times", "1 for ConnectionRefused, which starts at once", times);
        }
    }

    /** Returns a rule that applies the fault once, to the next request or connection. */
    public static FaultRule of(Fault fault) {
        return new FaultRule(fault, 1, null, null, 1, null);
    }

    /** Returns this rule, starting with the nth request that meets the conditions. */
    public FaultRule onNth(long number) {
        return new FaultRule(fault, number, key, method, times, condition);
    }

    /** Returns this rule, only for keys that match the pattern. */
    public FaultRule forKey(String pattern) {
        return new FaultRule(fault, nth, pattern, method, times, condition);
    }

    /** Returns this rule, only for this method, in upper or lower case. */
    public FaultRule forMethod(String name) {
        return new FaultRule(fault, nth, key, name.toUpperCase(Locale.ROOT), times, condition);
    }

    /** Returns this rule, only for requests that also meet this condition. */
    public FaultRule when(Predicate<RecordedRequest> further) {
        return new FaultRule(fault, nth, key, method, times, condition == null ? further : condition.and(further));
    }

    /** Returns this rule, applied this number of times. */
    public FaultRule times(long number) {
        return new FaultRule(fault, nth, key, method, number, condition);
    }

    /** Returns this rule without an end. */
    public FaultRule always() {
        return times(ALWAYS);
    }

    /**
     * Returns whether the request meets the conditions.
     *
     * @param objectKey key of the object, or null if the request names none
     */
    public boolean matches(RecordedRequest request, @Nullable String objectKey) {
        return (method == null || method.equals(request.method()))
                && (key == null
                        || (objectKey != null && glob(key).matcher(objectKey).matches()))
                && (condition == null || condition.test(request));
    }

    private static Pattern glob(String text) {
        StringBuilder pattern = new StringBuilder();
        text.codePoints()
                .forEach(c -> pattern.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static void require(boolean met, String name, String allowed, @Nullable Object actual) {
        if (!met) {
            throw new IllegalArgumentException(name + ": must be " + allowed + ", was " + actual);
        }
    }
}
