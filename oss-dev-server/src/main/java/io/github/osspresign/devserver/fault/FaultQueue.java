// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The injected rules in order. At most one rule applies to a request or connection: the first one that matches. */
public final class FaultQueue {

    private static final class Progress {
        private final FaultRule rule;
        private long countdown;
        private long timesLeft;

        Progress(FaultRule rule) {
            this.rule = rule;
            this.countdown = rule.nth();
            this.timesLeft = rule.times();
        }

        /** Counts one more match, and returns whether the fault applies to it. */
        boolean applies() {
            if (countdown > 1) {
                countdown--;
                return false;
            }
            if (timesLeft != FaultRule.ALWAYS) {
                timesLeft--;
            }
            return true;
        }
    }

    private final List<Progress> rules = new ArrayList<>();

    public synchronized void add(FaultRule rule) {
        rules.add(new Progress(rule));
    }

    public synchronized void clear() {
        rules.clear();
    }

    /** Returns the remaining rules in order. The counts of each rule start from now. */
    public synchronized List<FaultRule> remaining() {
        return rules.stream()
                .map(progress -> progress.rule.onNth(progress.countdown).times(progress.timesLeft))
                .toList();
    }

    /** Returns the fault that applies to this request, or null, and counts it. */
    public Fault.@Nullable OnRequest onRequest(RecordedRequest request, @Nullable String key) {
        return (Fault.OnRequest) next(rule -> rule.fault() instanceof Fault.OnRequest && rule.matches(request, key));
    }

    /** Returns the fault that applies to a new connection, or null, and counts it. */
    public Fault.@Nullable OnConnection onConnection() {
        return (Fault.OnConnection) next(rule -> rule.fault() instanceof Fault.OnConnection);
    }

    private synchronized @Nullable Fault next(Predicate<FaultRule> matches) {
        for (Iterator<Progress> remaining = rules.iterator(); remaining.hasNext(); ) {
            Progress progress = remaining.next();
            if (matches.test(progress.rule) && progress.applies()) {
                if (progress.timesLeft == 0) {
                    remaining.remove();
                }
                return progress.rule.fault();
            }
        }
        return null;
    }
}
