// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Selects the requests that a fault applies to. A rule counts the requests that meet all its conditions and that no
 * earlier rule applies to. It starts with the nth of them and ends after the given number of times.
 *
 * <pre>{@code
 * server.inject(FaultRule.of(new Fault.CutBodyAfter(100)).onNth(3).forKey("dir/*.bin").forMethod("GET").times(2));
 * server.inject(FaultRule.of(new Fault.LostResponse()).forQuery("partNumber", "3"));
 * }</pre>
 *
 * A {@link Fault.OnConnection} applies to connections, which have no key, method or other condition.
 *
 * @param nth number of the first match that the fault applies to, 1 or more
 * @param times how many times the fault applies, 1 or more, or {@link #ALWAYS}
 * @param requests conditions that a request must meet
 */
public record FaultRule(Fault fault, long nth, long times, RequestSelector requests) {

    /** The number of times of a rule that never ends. */
    public static final long ALWAYS = Long.MAX_VALUE;

    public FaultRule {
        require(nth >= 1, "nth", "1 or more", nth);
        require(times >= 1, "times", "1 or more", times);
        if (fault instanceof Fault.OnConnection) {
            String none = "absent for " + FaultRuleFormat.name(fault) + ", which applies to connections";
            require(requests.key() == null, "key", none, requests.key());
            require(requests.method() == null, "method", none, requests.method());
            require(requests.query().isEmpty(), "query", none, requests.query());
            require(requests.condition() == null, "condition", none, "one");
        }
        if (fault instanceof Fault.ConnectionRefused) {
            require(nth == 1, "nth", "1 for ConnectionRefused, which starts at once", nth);
            require(times == 1, "times", "1 for ConnectionRefused, which starts at once", times);
        }
    }

    /** Returns a rule that applies the fault once, to the next request or connection. */
    public static FaultRule of(Fault fault) {
        return new FaultRule(fault, 1, 1, RequestSelector.EVERY);
    }

    /** Returns this rule, starting with the nth request that meets the conditions. */
    public FaultRule onNth(long number) {
        return new FaultRule(fault, number, times, requests);
    }

    /** Returns this rule, only for keys that match the pattern. */
    public FaultRule forKey(String pattern) {
        return with(requests.withKey(pattern));
    }

    /** Returns this rule, only for this method, in upper or lower case. */
    public FaultRule forMethod(String name) {
        return with(requests.withMethod(name.toUpperCase(Locale.ROOT)));
    }

    /**
     * Returns this rule, only for requests with this query parameter, such as {@code partNumber} or {@code uploads}.
     *
     * @param pattern pattern for the decoded value, {@code *} for any
     */
    public FaultRule forQuery(String name, String pattern) {
        return with(requests.withQuery(name, pattern));
    }

    /** Returns this rule, only for requests that also meet this condition. */
    public FaultRule when(Predicate<RecordedRequest> further) {
        return with(requests.withCondition(further));
    }

    /** Returns this rule, applied this number of times. */
    public FaultRule times(long number) {
        return new FaultRule(fault, nth, number, requests);
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
        return requests.matches(request, objectKey);
    }

    private FaultRule with(RequestSelector selector) {
        return new FaultRule(fault, nth, times, selector);
    }

    private static void require(boolean met, String name, String allowed, @Nullable Object actual) {
        if (!met) {
            throw new IllegalArgumentException(name + ": must be " + allowed + ", was " + actual);
        }
    }
}
