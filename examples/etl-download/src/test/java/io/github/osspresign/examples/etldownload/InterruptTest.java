// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.test.ProgramTest;
import org.junit.jupiter.api.Tag;

/** The example starts at once, and ends at once on Ctrl-C. */
@Tag("slow")
class InterruptTest extends ProgramTest {

    InterruptTest() {
        super(EtlDownload.class, "Starting an embedded PostgreSQL", "2. ", "etl-download*");
    }
}
