// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.test.ProgramTest;
import org.junit.jupiter.api.Tag;

/** The example starts at once, and ends at once on Ctrl-C. That it keeps its files with {@code --keep-running} would take a run of all programs. */
@Tag("slow")
class InterruptTest extends ProgramTest {

    InterruptTest() {
        super(Recipients.class, "Using an embedded OSS server", "It holds ", "recipients*");
    }
}
