// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The repository in memory is limited and evicts the least recently used key. */
class SeenObjectsTest {

    @Test
    void evictsLeastRecentlyUsedKeyFirst() {
        SeenObjects seen = new SeenObjects();
        for (int i = 0; i < SeenObjects.CAPACITY; i++) {
            assertThat(seen.add("k" + i)).isTrue();
        }
        assertThat(seen.contains("k0")).isTrue();
        assertThat(seen.add("one more")).isTrue();
        assertThat(seen.contains("k0")).isTrue();
        assertThat(seen.contains("k1")).isFalse();
    }

    @Test
    void addsKeyOnceAndRemovesIt() {
        SeenObjects seen = new SeenObjects();
        assertThat(seen.add("k")).isTrue();
        assertThat(seen.add("k")).isFalse();
        assertThat(seen.remove("k")).isTrue();
        assertThat(seen.contains("k")).isFalse();
        seen.add("k");
        seen.clear();
        assertThat(seen.contains("k")).isFalse();
    }
}
