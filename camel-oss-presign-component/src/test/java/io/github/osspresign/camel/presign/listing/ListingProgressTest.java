package io.github.osspresign.camel.presign.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A marker passes a key only if all keys up to it are settled. */
class ListingProgressTest {

    private final ListingProgress progress = new ListingProgress();

    @Test
    void whatPassesIsSettled() {
        progress.begin(null);
        assertThat(progress.settled()).isNull();
        progress.pass("a");
        progress.pass("b");
        assertThat(progress.settled()).isEqualTo("b");
    }

    @Test
    void theFirstOpenKeyHoldsItBackUntilItIsClosed() {
        progress.begin("a");
        progress.open("b");
        progress.pass("c");
        progress.open("d");
        assertThat(progress.settled()).isEqualTo("a");
        progress.close("d");
        assertThat(progress.settled()).isEqualTo("a");
        progress.close("b");
        assertThat(progress.settled()).isEqualTo("d");
    }

    @Test
    void aNewBeginningForgetsWhatWasOpen() {
        progress.begin(null);
        progress.open("a");
        progress.pass("b");
        assertThat(progress.settled()).isNull();
        progress.begin(null);
        progress.pass("a");
        assertThat(progress.settled()).isEqualTo("a");
    }
}
