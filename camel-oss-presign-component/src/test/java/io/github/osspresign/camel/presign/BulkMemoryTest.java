// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signing and watching many objects needs little memory, because none is kept. By default they would not fit into the heap;
 * set {@code -Dbulk.keys=10000000} for a long run.
 */
@Tag("slow")
class BulkMemoryTest {

    private static final long KEYS = Long.getLong("bulk.keys", 150_000);

    @ParameterizedTest
    @CsvSource({"signAll, 1, 1", "signPrefix, 1, 1", "watch, 3, 0"})
    void memoryDoesNotGrowWithNumberOfLinks(String operation, int objects, int links) throws Exception {
        String output = ChildJvm.with(
                        "-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .run(BulkMain.class, operation, String.valueOf(KEYS * objects));
        System.out.print(output);
        assertThat(output)
                .contains(operation + ": " + KEYS * links + " links")
                .containsPattern("heap at most 6[0-4] MB");
    }
}
