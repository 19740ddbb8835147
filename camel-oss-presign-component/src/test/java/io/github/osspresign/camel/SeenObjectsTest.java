package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Memory for objects is bounded, and what is not asked about is forgotten first. */
class SeenObjectsTest {

    @Test
    void whatNoListingShowsIsForgottenFirst() {
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
    void theSameKeyIsAddedOnceAndCanBeTakenBack() {
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
