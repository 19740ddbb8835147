// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.coyote.CloseNowException;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.stereotype.Component;

/**
 * Places for the ZIPs that are sent at a time. One share has few of them, and one network fewer. Who is slow keeps his place only
 * while nobody is refused.
 */
@Component
final class ZipPlaces {

    private static final int MOST_OF_A_SHARE = 10;
    private static final int MOST_OF_A_NETWORK = 5;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SLOWEST = 1_000_000;

    private final LongSupplier clock;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private volatile long refused;

    ZipPlaces() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds */
    ZipPlaces(LongSupplier clock) {
        this.clock = clock;
        refused = clock.getAsLong() - 2 * MINUTE;
    }

    /** Writes a ZIP. */
    interface Work {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a ZIP while holding one place.
     *
     * @throws TaskRejectedException if the share or the network has no more places
     */
    void use(String share, String network, OutputStream out, Work work) throws IOException {
        List<String> users = List.of("share " + share, "network " + network);
        try {
            // Each is counted, so that each can be subtracted.
            int ofShare = taken.merge(users.get(0), 1, Integer::sum);
            int ofNetwork = taken.merge(users.get(1), 1, Integer::sum);
            if (ofShare > MOST_OF_A_SHARE || ofNetwork > MOST_OF_A_NETWORK) {
                throw new TaskRejectedException("too many ZIPs at a time");
            }
            work.write(new Watched(out));
        } finally {
            users.forEach(user -> taken.computeIfPresent(user, (of, count) -> count == 1 ? null : count - 1));
        }
    }

    /** Notes that somebody got no place. */
    void refuse() {
        refused = clock.getAsLong();
    }

    /** Stream that breaks off after a minute with less than 1 MB in which somebody else got no place. */
    private final class Watched extends FilterOutputStream {

        private long since = clock.getAsLong();
        private long written;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
            long now = clock.getAsLong();
            if (now - since < MINUTE) {
                return;
            }
            if (written < SLOWEST && refused - since >= 0) {
                throw new CloseNowException("the place of a slow recipient is needed");
            }
            since = now;
            written = 0;
        }
    }
}
