package io.github.osspresign.camel.presign.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The settled key advances only if all keys up to it are settled. */
class ListingProgressTest {

    private final ListingProgress progress = new ListingProgress();

    @Test
    void settledKeyAdvancesWithSettledKeys() {
        progress.restart(null);
        assertThat(progress.settledKey()).isNull();
        progress.addSettled("a");
        progress.addSettled("b");
        assertThat(progress.settledKey()).isEqualTo("b");
    }

    @Test
    void firstPendingKeyStopsSettledKeyUntilItIsSettled() {
        progress.restart("a");
        progress.addPending("b");
        progress.addSettled("c");
        progress.addPending("d");
        assertThat(progress.settledKey()).isEqualTo("a");
        progress.settle("d");
        assertThat(progress.settledKey()).isEqualTo("a");
        progress.settle("b");
        assertThat(progress.settledKey()).isEqualTo("d");
    }

    @Test
    void restartForgetsPendingKeys() {
        progress.restart(null);
        progress.addPending("a");
        progress.addSettled("b");
        assertThat(progress.settledKey()).isNull();
        progress.restart(null);
        progress.addSettled("a");
        assertThat(progress.settledKey()).isEqualTo("a");
    }
}
