// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.List;

/** Program that shows a status and a table, with lines of a log in between. */
final class Demonstration {

    private static final int STEPS = 5;

    private Demonstration() {}

    public static void main(String[] arguments) {
        try (TransferView view = TransferView.ofProcess()) {
            view.note("1. Files are downloaded.");
            for (int step = 1; step <= STEPS; step++) {
                System.err.println("[WARN] log " + step);
                view.status(List.of("   lag " + (STEPS - step), "   rate " + step + "/s"));
            }
            view.note("2. The results:");
            view.table(
                    List.of("file", "outcome", "bytes"),
                    List.of(List.of("报告.pdf", "downloaded", "5242880"), List.of("film.mp4", "failed", "-")));
        }
    }
}
