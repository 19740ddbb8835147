// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import io.github.osspresign.test.ProgramTest;
import org.junit.jupiter.api.Tag;

/** The example starts at once, and ends at once on Ctrl-C, with all its processes. */
@Tag("slow")
class InterruptTest extends ProgramTest {

    InterruptTest() {
        super(WatchAndNotify.class, "Starting an embedded OSS server", " leads", "watch-and-notify*");
    }
}
