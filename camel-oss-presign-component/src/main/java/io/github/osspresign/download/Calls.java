package io.github.osspresign.download;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.concurrent.Cancellable;

/** The requests of one attempt, to be broken off together from any thread. */
final class Calls {

    private final Set<Cancellable> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    void add(Cancellable call) {
        calls.add(call);
        if (broken) {
            call.cancel();
        }
    }

    /** It has ended. */
    void remove(Cancellable call) {
        calls.remove(call);
    }

    void breakOff() {
        broken = true;
        calls.forEach(Cancellable::cancel);
    }
}
