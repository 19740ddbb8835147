package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The injected faults in order: a request or connection gets the first one whose turn it is, and only that. */
public final class FaultQueue {

    private static final class Progress {
        private final FaultRule rule;
        private long countdown;
        private long strikesLeft;

        Progress(FaultRule rule) {
            this.rule = rule;
            this.countdown = rule.nth();
            this.strikesLeft = rule.times();
        }

        /** Counts one more match and says whether it is struck. */
        boolean strikes() {
            if (countdown > 1) {
                countdown--;
                return false;
            }
            if (strikesLeft != FaultRule.ALWAYS) {
                strikesLeft--;
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

    /** Returns what is left, in order, each rule counted from here on. */
    public synchronized List<FaultRule> left() {
        return rules.stream()
                .map(progress -> progress.rule.onNth(progress.countdown).times(progress.strikesLeft))
                .toList();
    }

    /** Returns the fault that strikes this request and uses it up by one strike, or returns null. */
    public Fault.@Nullable OnRequest onRequest(RecordedRequest request, @Nullable String key) {
        return (Fault.OnRequest) next(rule -> rule.fault() instanceof Fault.OnRequest && rule.matches(request, key));
    }

    /** Returns the fault that strikes a new connection and uses it up by one strike, or returns null. */
    public Fault.@Nullable OnConnection onConnection() {
        return (Fault.OnConnection) next(rule -> rule.fault() instanceof Fault.OnConnection);
    }

    private synchronized @Nullable Fault next(Predicate<FaultRule> matches) {
        for (Iterator<Progress> remaining = rules.iterator(); remaining.hasNext(); ) {
            Progress progress = remaining.next();
            if (matches.test(progress.rule) && progress.strikes()) {
                if (progress.strikesLeft == 0) {
                    remaining.remove();
                }
                return progress.rule.fault();
            }
        }
        return null;
    }
}
