// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signing many links needs little memory, because no link is kept. By default the links would not fit into the heap;
 * set {@code -Dbulk.keys=10000000} for a long run.
 */
@Tag("slow")
class BulkMemoryTest {

    private static final long KEYS = Long.getLong("bulk.keys", 150_000);

    @ParameterizedTest
    @ValueSource(strings = {"signAll", "signPrefix"})
    void memoryDoesNotGrowWithNumberOfLinks(String operation) throws Exception {
        String output = ChildJvm.with("-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .run(BulkMain.class, operation, String.valueOf(KEYS));
        System.out.print(output);
        assertThat(output).contains(operation + ": " + KEYS + " links").containsPattern("heap at most 6[0-4] MB");
    }
}
