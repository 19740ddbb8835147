// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.TaskRejectedException;

class ZipPlacesTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong clock = new AtomicLong();
    private final ZipPlaces places = new ZipPlaces(clock::get);

    /** Writes so many bytes a minute, and, if wanted, lets somebody else be refused meanwhile. */
    private void write(int bytes, boolean isFull) throws IOException {
        places.use("share", "network", new ByteArrayOutputStream(), out -> {
            for (int i = 0; i < 3; i++) {
                if (isFull) {
                    places.refuse();
                }
                clock.addAndGet(MINUTE);
                out.write(new byte[bytes]);
            }
        });
    }

    @Test
    void slowRecipientLosesHisPlaceWhileOthersAreRefused() throws IOException {
        write(1_000, false);
        write(2_000_000, true);

        assertThatThrownBy(() -> write(1_000, true)).hasMessage("the place of a slow recipient is needed");
    }

    @Test
    void placeThatIsLeftIsFree() throws IOException {
        for (int i = 0; i < 20; i++) {
            write(1, false);
        }
        assertThatThrownBy(() -> nest(0)).isInstanceOf(TaskRejectedException.class);
        assertThat(deepest).isEqualTo(5);
        deepest = 0;
        assertThatThrownBy(() -> nest(0)).isInstanceOf(TaskRejectedException.class);
        assertThat(deepest).isEqualTo(5);
    }

    private int deepest;

    private void nest(int depth) throws IOException {
        deepest = Math.max(deepest, depth);
        places.use("share " + depth, "network", new ByteArrayOutputStream(), out -> nest(depth + 1));
    }
}
