// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartLayoutTest {

    private static final long MIB = 1024 * 1024;
    private static final long GIB = 1024 * MIB;

    @Test
    void lastPartHasTheRest() {
        PartLayout layout = new PartLayout(10 * MIB + 1, 5 * MIB);

        assertThat(layout.count()).isEqualTo(3);
        assertThat(layout.offset(3)).isEqualTo(10 * MIB);
        assertThat(layout.length(2)).isEqualTo(5 * MIB);
        assertThat(layout.length(3)).isEqualTo(1);
    }

    @Test
    void sizeThatIsAMultipleHasNoEmptyPart() {
        assertThat(new PartLayout(10 * MIB, 5 * MIB).count()).isEqualTo(2);
    }

    @Test
    void emptyObjectHasOneEmptyPart() {
        PartLayout layout = new PartLayout(0, MIB);

        assertThat(layout.count()).isEqualTo(1);
        assertThat(layout.length(1)).isZero();
    }

    @ParameterizedTest(name = "{0} GiB: parts of {1} MiB")
    @CsvSource({"0, 8", "1, 8", "7, 8", "20, 21", "1000, 1024", "49999, 5120"})
    void defaultPartSizeSuitsTheSize(long gib, long partMib) {
        PartLayout layout = PartLayout.of(gib * GIB);

        assertThat(layout.partSize()).isEqualTo(partMib * MIB);
        assertThat(layout.count()).isBetween(1, PartLayout.MAX_PARTS);
    }

    @Test
    void largestObjectIsAccepted() {
        assertThat(PartLayout.of(50_000 * GIB).count()).isEqualTo(10_000);
    }

    @Test
    void objectAboveTheLimitIsRefused() {
        assertThatThrownBy(() -> PartLayout.of(50_000 * GIB + 1))
                .hasMessage(
                        "upload size: must be 0 to 53687091200000 bytes (10000 parts of 5 GiB), was 53687091200001");
    }

    @Test
    void partSizeThatGivesTooManyPartsIsRefusedWithTheSmallestAllowedOne() {
        assertThatThrownBy(() -> new PartLayout(10 * GIB, 1024 * 1024))
                .hasMessage("partSize: must be at least 1073742 bytes, so that 10737418240 bytes have at most 10000"
                        + " parts, was 1048576");
    }

    @ParameterizedTest
    @CsvSource({"102399", "5368709121", "0", "-1"})
    void partSizeOutsideItsLimitsIsRefused(long partSize) {
        assertThatThrownBy(() -> new PartLayout(1, partSize))
                .hasMessage("partSize: must be 102400 bytes (100 KiB) to 5368709120 bytes (5 GiB), was " + partSize);
    }

    @Test
    void negativeSizeIsRefused() {
        assertThatThrownBy(() -> new PartLayout(-1, MIB)).hasMessageEndingWith(", was -1");
    }
}
