// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void unreadyKeyStopsSettledKeyUntilTheNextListing() {
        progress.restart("a");
        progress.addUnready("b");
        progress.addUnready("c");
        progress.settle("b");
        assertThat(progress.settledKey()).isEqualTo("a");
        progress.restart("a");
        progress.addSettled("b");
        assertThat(progress.settledKey()).isEqualTo("b");
    }

    @Test
    void countsAcceptedObjectsAfterTheFirstPendingOne() {
        progress.restart(null);
        progress.countAccepted();
        progress.addSettled("a");
        progress.addPending("too-young");
        for (String key : List.of("b", "c")) {
            progress.countAccepted();
            progress.addPending(key);
        }
        assertThat(progress.acceptedAfterPending()).isEqualTo(2);
        progress.settle("too-young");
        assertThat(progress.acceptedAfterPending()).isEqualTo(1);
        progress.settle("b");
        progress.settle("c");
        assertThat(progress.acceptedAfterPending()).isZero();
        assertThat(progress.accepted()).isEqualTo(3);
        progress.restart("c");
        assertThat(progress.accepted()).isZero();
    }

    @Test
    void failedKeyNoLongerStopsSettledKey() {
        progress.restart(null);
        progress.addPending("a");
        progress.addPending("b");
        progress.addSettled("c");
        progress.fail("a");
        progress.fail("b");
        progress.fail("a");
        assertThat(progress.settledKey()).isEqualTo("c");
        assertThat(progress.acceptedAfterPending()).isZero();
        assertThat(progress.failedKeys())
                .as("in the order of their last failures")
                .containsExactly("b", "a");

        progress.restart("c");
        assertThat(progress.isFailed("a")).isTrue();
        progress.settle("a");
        assertThat(progress.failedKeys()).containsExactly("b");
    }

    @Test
    void oneFailedKeyTooManyStopsSettledKey() {
        progress.restart(null);
        for (int i = 0; i <= ListingProgress.MAX_FAILED; i++) {
            progress.addPending("k" + i);
        }
        for (int i = 0; i <= ListingProgress.MAX_FAILED; i++) {
            progress.fail("k" + i);
        }
        assertThat(progress.failedKeys()).hasSize(ListingProgress.MAX_FAILED);
        assertThat(progress.settledKey()).isEqualTo("k" + (ListingProgress.MAX_FAILED - 1));

        progress.settle("k5");
        progress.fail("k" + ListingProgress.MAX_FAILED);
        assertThat(progress.settledKey()).isEqualTo("k" + ListingProgress.MAX_FAILED);
    }

    @Test
    void restoredKeysAreFailed() {
        progress.restoreFailed(List.of("b", "a"));
        assertThat(progress.failedKeys()).containsExactly("b", "a");
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
