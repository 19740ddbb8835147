package io.github.osspresign.devserver;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The injected faults in order: a request gets the first one whose condition it meets, and only that. */
final class FaultPlan {

    private static final class Rule {
        private final Fault fault;
        private final Predicate<RecordedRequest> condition;
        private long strikesLeft;

        Rule(Fault fault, Predicate<RecordedRequest> condition, long strikes) {
            this.fault = fault;
            this.condition = condition;
            this.strikesLeft = strikes;
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    synchronized void add(Fault fault, long strikes, Predicate<RecordedRequest> condition) {
        rules.add(new Rule(fault, condition, strikes));
    }

    synchronized void clear() {
        rules.clear();
    }

    /** Returns the fault that strikes this request and uses it up by one strike, or returns null. */
    synchronized @Nullable Fault next(RecordedRequest request) {
        for (Iterator<Rule> remaining = rules.iterator(); remaining.hasNext(); ) {
            Rule rule = remaining.next();
            if (rule.condition.test(request)) {
                rule.strikesLeft--;
                if (rule.strikesLeft == 0) {
                    remaining.remove();
                }
                return rule.fault;
            }
        }
        return null;
    }
}
