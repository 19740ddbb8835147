// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.github.osspresign.platforms.StarterCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {

    @Test
    void componentsTakeTheirOptionsFromProperties(@TempDir Path directory) {
        StarterCheck.componentsTakeTheirOptionsFromProperties(directory);
    }

    @Test
    void unknownOptionEndsStart() {
        StarterCheck.unknownOptionEndsStart();
    }

    @Test
    void durationWithoutUnitEndsStart() {
        StarterCheck.durationWithoutUnitEndsStart();
    }
}
