// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Header fields. */
class HeadersTest {

    @Test
    void manyFieldsTakeLinearTime() {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            fields.put("field" + i, "value" + i);
        }
        Headers headers = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Headers.of(fields));
        assertThat(headers.first("FIELD7")).isEqualTo("value7");
        assertThat(headers.asMap()).hasSize(200_000);
    }
}
