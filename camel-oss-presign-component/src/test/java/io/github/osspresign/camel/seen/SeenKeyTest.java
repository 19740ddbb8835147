// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The key of an object fits into the column of a database. */
class SeenKeyTest {

    @Test
    void shortTextIsTheKey() {
        assertThat(SeenKey.of("k".repeat(100))).isEqualTo("k".repeat(100));
    }

    @Test
    void longTextIsShortenedToAUniqueKey() {
        String start = "h.example/" + "k".repeat(1000);
        assertThat(SeenKey.of(start + "a"))
                .hasSize(SeenKey.MAX_LENGTH)
                .startsWith("h.example/kkkkk")
                .isEqualTo(SeenKey.of(start + "a"))
                .isNotEqualTo(SeenKey.of(start + "b"));
    }
}
